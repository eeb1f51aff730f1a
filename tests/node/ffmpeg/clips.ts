import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { ffmpegExecutable, ffprobeExecutable } from '../../../src/node/ffmpeg/binary';

/** A folder that is removed after the tests of a file. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'neuralstream-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface ClipOptions {
  size?: string;
  rate?: string;
  seconds?: number;
  sound?: boolean;
  /** Output options before the file. */
  options?: string[];
}

/** Makes a short test clip; the picture is FFmpeg's moving test card. */
export function makeClip(path: string, clip: ClipOptions = {}): string {
  const { size = '320x180', rate = '30', seconds = 3, sound = true, options = [] } = clip;
  const tone = sound ? ['-f', 'lavfi', '-i', `sine=r=44100:d=${seconds}`, '-c:a', 'aac'] : [];
  ffmpeg([
    ...['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=${rate}:d=${seconds}`, ...tone],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', ...options, `file:${path}`],
  ]);
  return path;
}

export function ffmpeg(args: readonly string[]): void {
  execFileSync(ffmpegExecutable(), ['-nostdin', '-y', '-v', 'error', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

/** ffprobe's answer to a question about a file, one line an answer. */
export function ask(path: string, ...question: string[]): string[] {
  const args = ['-v', 'error', ...question, '-of', 'csv=p=0', path];
  return execFileSync(ffprobeExecutable(), args, { encoding: 'utf8' }).trim().split('\n');
}

/** Options that make a clip HDR (PQ, BT.2020, 10 bits). */
export const hdrOptions = [
  ...['-vf', 'setparams=color_trc=smpte2084:color_primaries=bt2020:colorspace=bt2020nc,format=yuv420p10le'],
  ...['-color_trc', 'smpte2084', '-color_primaries', 'bt2020', '-colorspace', 'bt2020nc'],
];
