import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { VideoInfo } from '../../shared/presentation';
import { errorCode, fileFault } from '../files';
import { openRegular } from '../platform/foreign-file';
import { readBoxes } from './boxes';
import { Cancelled, stopIfCancelled } from './faults';
import { ffprobe, ProbeFailure, scanEndSeconds, type Probed, type ProbedStream } from './ffprobe';
import { clockSeconds } from './progress';
import { aspectOf, frameRates, rotationOf, shownSize } from './picture';

/**
 * What a video file holds.
 * @throws Error of one sentence with the file's name and why it is no video that can be opened.
 */
export async function probe(path: string, signal?: AbortSignal): Promise<VideoInfo> {
  const file = resolve(path);
  stopIfCancelled(signal, file);
  try {
    const sizeBytes = await readableSize(file);
    const probed = await probeStreams(file, signal);
    return { path: file, sizeBytes, ...(await describe(file, probed, signal)) };
  } catch (error) {
    if (signal?.aborted) throw new Cancelled(file);
    const cause = error instanceof Refusal ? error.message : fileFault(error);
    throw new Error(`"${basename(file)}" cannot be opened: ${cause}`, { cause: error });
  }
}

/** Why a file is not taken, as the end of a sentence. */
class Refusal extends Error {}

async function readableSize(file: string): Promise<number> {
  const facts = await stat(file);
  if (facts.isDirectory()) throw new Refusal('it is a folder, not a video');
  if (!facts.isFile()) throw new Refusal('it is not a regular file');
  if (facts.size === 0) throw new Refusal('it is empty');
  await (await openRegular(file)).close();
  return facts.size;
}

async function probeStreams(file: string, signal?: AbortSignal): Promise<Probed> {
  const probed = await ffprobe(file, signal).catch(async (error: unknown) => {
    if (errorCode(error) === 'ENOENT') throw new Refusal('ffprobe is missing; run the set-up again');
    if (!(error instanceof ProbeFailure)) throw error;
    throw new Refusal(
      (await looksLikeVideo(file)) ? 'it is damaged or cut short' : 'it is not a video that FFmpeg can read',
    );
  });
  const isoFile = probed.format.format_name.split(',').includes('mp4');
  if (isoFile && !(await readBoxes(file)).complete) throw new Refusal('it is damaged or cut short');
  return probed;
}

async function describe(file: string, { streams, format }: Probed, signal?: AbortSignal) {
  const picture = streams.find(isMovingPicture);
  const sound = streams.find(({ codec_type }) => codec_type === 'audio');
  if (!picture) {
    throw new Refusal(sound ? 'it has sound but no picture' : 'it is not a video that FFmpeg can read');
  }
  if (format.format_name === 'tty') throw new Refusal('it is a text file, not a video');
  if (/(^image2|_pipe)$/.test(format.format_name)) throw new Refusal('it is a still picture, not a video');
  const { width = 0, height = 0 } = picture;
  if (!(width > 0 && height > 0)) throw new Refusal('it is damaged or cut short (its picture has no size)');
  const rotationDegrees = rotationOf(picture);
  const sampleAspect = aspectOf(picture.sample_aspect_ratio);
  return {
    container: format.format_name,
    durationSeconds: await durationOf(file, picture, format, signal),
    ...shownSize({ width, height }, sampleAspect, rotationDegrees),
    codec: picture.codec_name ?? 'unknown',
    ...frameRates(picture),
    rotationDegrees,
    sampleAspect,
    hdr: ['smpte2084', 'arib-std-b67'].includes(picture.color_transfer ?? ''),
    audio: describeSound(sound),
  };
}

function isMovingPicture({ codec_type, disposition }: ProbedStream): boolean {
  return codec_type === 'video' && !disposition?.attached_pic;
}

function describeSound(sound: ProbedStream | undefined): VideoInfo['audio'] {
  const sampleRate = Number(sound?.sample_rate);
  if (!sound?.channels || !(sampleRate > 0)) return null;
  return { codec: sound.codec_name ?? 'unknown', channels: sound.channels, sampleRate };
}

/** Seconds from the start of the file to the end of its picture; the whole file is read where no header says it. */
async function durationOf(
  file: string,
  picture: ProbedStream,
  format: Probed['format'],
  signal?: AbortSignal,
): Promise<number> {
  const formatStart = finite(format.start_time) ?? 0;
  const pictureStart = (finite(picture.start_time) ?? formatStart) - formatStart;
  const pictureSeconds = finite(picture.duration);
  // Matroska states the time at which a track ends in a tag.
  const endSeconds =
    pictureSeconds === null ? clockSeconds(picture.tags['DURATION']) : pictureStart + pictureSeconds;
  const stated = endSeconds ?? finite(format.duration);
  if (stated !== null && stated > 0) return stated;
  const end = await scanEndSeconds(file, signal);
  if (end === null || end <= formatStart) throw new Refusal('it is damaged or cut short (it has no frames)');
  return end - formatStart;
}

function finite(text: string | undefined): number | null {
  const value = text === undefined ? NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

/** Whether the first bytes are those of a video container (ISO, Matroska, AVI, FLV, MPEG-TS). */
async function looksLikeVideo(file: string): Promise<boolean> {
  const handle = await openRegular(file);
  try {
    const head = Buffer.alloc(12);
    await handle.read(head, 0, 12, 0);
    const [hex, text] = [head.toString('hex'), head.toString('latin1')];
    const iso = /^(ftyp|moov|mdat|free|wide|skip)/.test(text.slice(4));
    const other = /^(1a45dfa3|000001ba)/.test(hex) || /^(RIFF....AVI |FLV)/s.test(text);
    return iso || other;
  } finally {
    await handle.close();
  }
}
