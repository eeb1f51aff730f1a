import { mkdir, rename } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import type { TranscodeProgress } from '../../shared/presentation';
import { fileFault, removeTree } from '../files';
import { Cancelled } from './faults';
import { runFfmpeg } from './run';

export interface SampleClipOptions {
  /** The mp4 file to make; it appears whole or not at all, in place of an older one. */
  file: string;
  seconds?: number;
  signal?: AbortSignal;
  onProgress?: (progress: TranscodeProgress) => void;
}

/**
 * Makes the sample clip: 1280x720, 30 frames a second, with sound, in six scenes of equal length that are easy, hard and
 * noisy in turn, so that chunk sizes of every level differ widely.
 * @throws Error of one sentence; its name is AbortError if the signal ended it.
 */
export async function makeSampleClip(options: SampleClipOptions): Promise<void> {
  const { seconds = 60, signal, onProgress } = options;
  const file = resolve(options.file);
  if (!(seconds >= 1 && seconds <= 600)) throw new Error(`seconds must be from 1 to 600, got ${seconds}`);
  const half = `${basename(file, extname(file))}.${process.pid}.partial.mp4`;
  const folder = dirname(file);
  try {
    await mkdir(folder, { recursive: true });
    const job = { input: null, options: sampleOptions(seconds), output: half, folder, subject: file };
    await runFfmpeg({ ...job, totalSeconds: seconds, signal, onProgress });
    await rename(resolve(folder, half), file);
  } catch (error) {
    if (error instanceof Cancelled) throw error;
    throw new Error(`"${basename(file)}" cannot be made: ${fileFault(error)}`, { cause: error });
  } finally {
    await removeTree(resolve(folder, half));
  }
}

/** FFmpeg's options for the sample clip; no input, no font, no filter younger than FFmpeg 4.1. */
export function sampleOptions(seconds: number): string[] {
  const scenes = [calm, testPattern, fractal, grain, cells, drift].map(
    (scene, index) => `${scene(seconds / 6)},setsar=1,format=yuv420p[s${index}]`,
  );
  const joined = `${scenes.map((_, index) => `[s${index}]`).join('')}concat=n=${scenes.length}:v=1[v]`;
  return [
    ...['-filter_complex', [...scenes, joined, chord(seconds)].join(';'), '-map', '[v]', '-map', '[a]'],
    ...[
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-crf',
      '21',
      '-maxrate',
      '14M',
      '-bufsize',
      '7M',
      '-g',
      '60',
    ],
    ...['-c:a', 'aac', '-b:a', '128k', '-t', `${seconds}`, '-movflags', '+faststart'],
  ];
}

/** A slow wash of colour, drawn small and enlarged: smooth, cheap, and next to nothing to encode. */
function wash(seconds: number, speed: number): string {
  const [red, green, blue] = [
    `90+80*sin(X/15+T*${speed})`,
    `70+50*sin(Y/11-T*${speed}+1)`,
    `140+80*sin((X+Y)/21+T*${speed}+2)`,
  ];
  return (
    `color=c=black:s=64x36:r=30:d=${seconds},format=gbrp,geq=r='${red}':g='${green}':b='${blue}'` +
    ',scale=1280:720:flags=bicubic'
  );
}

function calm(seconds: number): string {
  return wash(seconds, 0.5);
}

function testPattern(seconds: number): string {
  return `testsrc2=s=1280x720:r=30:d=${seconds}`;
}

/** A dive into the Mandelbrot set: fine detail, all of it moving. */
function fractal(seconds: number): string {
  const zoom = `start_scale=2.4:end_scale=0.02:end_pts=${Math.round(30 * seconds)}`;
  return `mandelbrot=s=426x240:r=30:maxiter=400:${zoom},${cut(seconds)},scale=1280:720:flags=bicubic,hue=h=100`;
}

function grain(seconds: number): string {
  return `${wash(seconds, 1.2)},noise=alls=24:allf=t`;
}

/** Conway's game of life: hard edges that change everywhere. */
function cells(seconds: number): string {
  const colours = 'life_color=0x2dd4bf:death_color=0x1e3a8a:mold_color=0x0b1026:mold=20';
  return `life=s=320x180:r=30:ratio=0.35:seed=7:${colours},${cut(seconds)},scale=1280:720:flags=neighbor`;
}

/** Two bars that drift over a plain ground: the easiest scene. */
function drift(seconds: number): string {
  const bar = (colour: string, size: string) => `color=c=${colour}:s=${size}:r=30:d=${seconds}`;
  return (
    `${bar('0x38bdf8', '420x64')}[bar1];${bar('0xf59e0b', '260x64')}[bar2];${bar('0x0f172a', '1280x720')}[ground];` +
    `[ground][bar1]overlay=x='430+360*sin(t*0.9)':y=240[over1];[over1][bar2]overlay=x='510-380*sin(t*1.3)':y=400`
  );
}

/** The sound: a major chord whose third and fifth swell. */
function chord(seconds: number): string {
  const tone = (gain: number, hertz: number, swell: number) =>
    `${gain}*sin(2*PI*${hertz}*t)*(0.5+0.5*cos(2*PI*${swell}*t))`;
  const sum = [tone(0.12, 220, 0), tone(0.09, 277.18, 0.25), tone(0.07, 329.63, 0.4)].join('+');
  return `aevalsrc='${sum}':s=48000:d=${seconds},aformat=channel_layouts=stereo[a]`;
}

function cut(seconds: number): string {
  return `trim=duration=${seconds},setpts=PTS-STARTPTS`;
}
