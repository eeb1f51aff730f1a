import type { LadderLevel } from '../../core/model/ladder';
import type { VideoInfo } from '../../shared/presentation';
import { outputRate } from '../ffmpeg/picture';

/** Bitrate of the sound in kbps (AAC, stereo, 48 kHz). */
export const audioKbps = 128;

/** No second of a level may need more than this many times its nominal bitrate, over a buffer of one second. */
export const peakRatio = 1.5;

/** A change of the encoding that makes older cached results differ raises this. */
export const recipeVersion = 1;

export const manifestName = 'manifest.mpd';

/** File of a chunk; representations are the levels and then the sound, chunks count from 1. */
export function chunkName(representation: number, number: number): string {
  return `chunk-${representation}-${String(number).padStart(5, '0')}.m4s`;
}

export interface EncodePlan {
  info: VideoInfo;
  /** Levels that fit the source. */
  levels: readonly LadderLevel[];
  /** Wanted duration of a chunk in seconds. */
  chunkSeconds: number;
  /** Whether HDR is mapped to SDR (needs FFmpeg's zscale). */
  toneMap: boolean;
}

/** Options before the input: a playlist must not make FFmpeg open addresses. */
export const inputOptions: readonly string[] = ['-protocol_whitelist', 'file'];

/** FFmpeg's options from one input to a DASH presentation: one decoding, one scaler and encoder a level. */
export function encodeOptions(plan: EncodePlan): string[] {
  const { info, levels, toneMap } = plan;
  const { frames, gopSeconds } = chunkFrames(plan);
  const sound = info.audio !== null;
  return [
    ...['-filter_complex', filterGraph(plan)],
    ...levels.flatMap((_, level) => ['-map', `[v${level}]`]),
    ...(sound ? ['-map', '[sound]'] : []),
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'main'],
    ...levels.flatMap(levelRate),
    // FFmpeg 4 does not take these over from the filter.
    ...(toneMap ? ['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709'] : []),
    // A key frame at every chunk's start and nowhere else, the same frames in every level.
    ...['-g', `${frames}`, '-keyint_min', `${frames}`, '-sc_threshold', '0'],
    ...(sound ? ['-c:a', 'aac', '-b:a', `${audioKbps}k`, '-ac', '2'] : []),
    ...['-map_metadata', '-1', '-map_chapters', '-1'],
    // Sound that goes on without a picture is cut half a second later.
    ...['-t', (info.durationSeconds + 0.5).toFixed(3)],
    // Rounded down: the muxer cuts at the first key frame at or after this time.
    ...['-seg_duration', `${Math.floor(gopSeconds * 1e6) / 1e6}`],
    ...['-use_template', '1', '-use_timeline', '1'],
    ...['-adaptation_sets', sound ? 'id=0,streams=v id=1,streams=a' : 'id=0,streams=v'],
    ...['-init_seg_name', 'init-$RepresentationID$.m4s'],
    ...['-media_seg_name', 'chunk-$RepresentationID$-$Number%05d$.m4s'],
  ];
}

/** Frames in a chunk and their real duration in seconds. */
export function chunkFrames({ info, chunkSeconds }: Pick<EncodePlan, 'info' | 'chunkSeconds'>): {
  frames: number;
  gopSeconds: number;
} {
  const rate = outputRate(info);
  const frames = Math.max(1, Math.round((chunkSeconds * rate.frames) / rate.seconds));
  return { frames, gopSeconds: (frames * rate.seconds) / rate.frames };
}

function levelRate({ kbps }: LadderLevel, level: number): string[] {
  const bits = Math.round(kbps * 1000);
  const peak = Math.round(bits * peakRatio);
  return [`-b:v:${level}`, `${bits}`, `-maxrate:v:${level}`, `${peak}`, `-bufsize:v:${level}`, `${bits}`];
}

function filterGraph({ info, levels, toneMap }: EncodePlan): string {
  const { frames, seconds } = outputRate(info);
  const prepared = [
    `fps=${frames}/${seconds}:start_time=0`,
    ...(toneMap ? toneMapping : []),
    'format=yuv420p',
  ];
  const copies = levels.map((_, level) => `[c${level}]`).join('');
  const video = `[0:v:0]${prepared.join(',')},split=${levels.length}${copies}`;
  const scaled = levels.map((level, index) => `[c${index}]${scale(level, info)}[v${index}]`);
  const sound = info.audio ? ['[0:a:0]aresample=48000:async=1:first_pts=0[sound]'] : [];
  return [video, ...scaled, ...sound].join(';');
}

/** Levels of even size differ a little in aspect; the muxer takes only one, so the source's is stated exactly. */
function scale({ width, height }: LadderLevel, info: VideoInfo): string {
  return `scale=${width}:${height}:flags=bicubic,setdar=dar=${info.width}/${info.height}:max=65535`;
}

/** HDR (PQ or HLG, BT.2020) to SDR in BT.709, as FFmpeg's own documentation does it. */
const toneMapping = [
  'zscale=t=linear:npl=100',
  'format=gbrpf32le',
  'zscale=p=bt709',
  'tonemap=hable:desat=0',
  'zscale=t=bt709:m=bt709:r=tv',
];
