import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { forkNode } from '../../src/node/child-port';
import { runCli } from '../../src/cli/run';

/** Runs the command in this process and keeps what it wrote. */
export async function run(...words: string[]) {
  let [out, err] = ['', ''];
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    redraws: false,
  };
  const code = await runCli(words, { terminal, signal: new AbortController().signal, fork: forkNode });
  return { code, out, err };
}

/** Two traces in the simple form `seconds Mbps`: 2 Mbps and 1 Mbps, steady. */
export function writeTraces(folder: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'fast'), '0 2\n10 2\n20 2\n');
  writeFileSync(join(folder, 'slow'), '0 1\n10 1\n20 1\n');
  return folder;
}

/** Two levels of 1000 and 3000 kbps, four chunks of 2 s of just that size, in bytes. */
export const chunkBytes = [Array<number>(4).fill(250_000), Array<number>(4).fill(750_000)];

/** As a folder of Pensieve size files, whose last number is not played. */
export function writeSizeFiles(folder: string): string {
  mkdirSync(folder, { recursive: true });
  chunkBytes.forEach((sizes, level) =>
    writeFileSync(join(folder, `video_size_${level}`), `${[...sizes, 1].join('\n')}\n`),
  );
  return folder;
}

/** As a Sabre movie. */
export function writeMovie(file: string): string {
  const rows = chunkBytes[0].map((_, chunk) => chunkBytes.map((sizes) => sizes[chunk] * 8));
  const movie = { segment_duration_ms: 2000, bitrates_kbps: [1000, 3000], segment_sizes_bits: rows };
  writeFileSync(file, JSON.stringify(movie));
  return file;
}

/** As a prepared presentation; its sound has 250 kbps, as many chunks. */
export function writePresentation(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const picture = { codec: 'h264', frameRate: 25, variableFrameRate: false, rotationDegrees: 0, hdr: false };
  const audio = { codec: 'aac', channels: 2, sampleRate: 48_000 };
  const sidecar = {
    version: 1,
    name: 'tiny',
    createdAt: '2026-11-01T12:00:00.000Z',
    source: {
      ...picture,
      path: '/tiny.mp4',
      container: 'mov',
      durationSeconds: 8,
      width: 640,
      height: 360,
      sampleAspect: 1,
      audio,
      sizeBytes: 1000,
    },
    chunkSeconds: 2,
    durationSeconds: 8,
    levels: chunkBytes.map((sizes, level) => {
      return { kbps: [1000, 3000][level], width: 640, height: 360, codecs: 'avc1.64001e', chunkBytes: sizes };
    }),
    audio: { kbps: 250, codecs: 'mp4a.40.2', chunkBytes: Array<number>(4).fill(62_500) },
    manifest: 'manifest.mpd',
    poster: 'poster.jpg',
    bytes: 4_250_000,
  };
  writeFileSync(join(folder, 'presentation.json'), JSON.stringify(sidecar));
  return folder;
}
