import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readTraceFile, readTraces } from '../../src/node/trace-files';
import { readVideo } from '../../src/node/video-files';
import { dataFolder, dataPath } from '../data';

const folder = mkdtempSync(join(tmpdir(), 'traces-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('trace files', () => {
  test('lines longer than a block and characters on its edge survive', () => {
    const comment = `# ${'\u00e9'.repeat(900_000)}\n`;
    const rows = Array.from({ length: 200_000 }, (_, i) => `${i / 2 + 0.25}\t${i % 7}.5\n`).join('');
    const [trace] = readTraceFile(file('long', comment + rows));
    expect(trace.kbps.length).toBe(199_999);
    expect(trace.kbps[199_998]).toBe((199_999 % 7) * 1000 + 500);
  });

  test('binary, empty and absent files, folders without traces: one clear sentence each', () => {
    const binary = file(
      'binary',
      Uint8Array.from({ length: 4096 }, (_, i) => i % 256),
    );
    expect(() => readTraceFile(binary)).toThrow('binary:1: expected text, got binary data');
    expect(() => readTraceFile(file('empty', ''))).toThrow('empty: expected a trace, got none');
    expect(() => readTraceFile(join(folder, 'absent'))).toThrow('absent cannot be read: it is not there');
    expect(() => readTraceFile(folder)).toThrow('expected a file, got something else');
    mkdirSync(join(folder, 'bare'));
    expect(() => readTraces([join(folder, 'bare')])).toThrow('no traces in');
  });

  test('a file of 1 GB is refused at once, a binary tail is told with its line', () => {
    const path = file('huge', '0.0\t1.0\n');
    truncateSync(path, 1024 ** 3);
    expect(() => readTraceFile(path)).toThrow('huge: expected at most 512 MB, got 1024 MB');
    truncateSync(path, 1024);
    expect(() => readTraceFile(path)).toThrow('huge:2: expected text, got binary data');
  });

  test('a folder is read by name, without hidden files, read-mes and the index', () => {
    const own = join(folder, 'set');
    mkdirSync(own);
    for (const name of ['b', 'a']) writeFileSync(join(own, name), '0 1\n1 1\n');
    for (const name of ['.hidden', 'README.md', 'index.json']) writeFileSync(join(own, name), 'no trace');
    expect(readTraces([own]).map(({ name }) => name)).toEqual(['a', 'b']);
  });
});

describe('videos', () => {
  test('size files: one level each, the last number left out, ladder and chunk duration as told', () => {
    const own = join(folder, 'sizes');
    mkdirSync(own);
    writeFileSync(join(own, 'video_size_0'), '125\n250\n999\n');
    writeFileSync(join(own, 'video_size_1'), '500\n1000\n999\n');
    expect(() => readVideo(own)).toThrow('2 size files need --ladder');
    const video = readVideo(own, { ladderKbps: [100, 400], chunkSeconds: 2 });
    expect(video.chunkKilobits).toEqual([
      [1, 2],
      [4, 8],
    ]);
    expect(video.chunkSeconds).toBe(2);
    writeFileSync(join(own, 'video_size_1'), '500\n1e3\n999\n');
    expect(() => readVideo(own, { ladderKbps: [100, 400] })).toThrow(
      'video_size_1:2: expected a whole number of bytes > 0, got "1e3"',
    );
  });

  test('a Sabre movie states its own ladder, rows are segments', () => {
    const movie = {
      segment_duration_ms: 3000,
      bitrates_kbps: [1, 2],
      segment_sizes_bits: [
        [1000, 2000],
        [3000, 4000],
      ],
    };
    const path = file('movie.json', JSON.stringify(movie));
    expect(readVideo(path)).toMatchObject({
      chunkSeconds: 3,
      chunkKilobits: [
        [1, 3],
        [2, 4],
      ],
    });
    expect(() => readVideo(path, { ladderKbps: [1, 3] })).toThrow(
      'expected no --ladder or its own, 1,2, got 1,3',
    );
    const broken = file(
      'broken.json',
      JSON.stringify({ ...movie, segment_sizes_bits: [[1000, 2000], [3000]] }),
    );
    expect(() => readVideo(broken)).toThrow('expected 2 numbers in segment_sizes_bits[1], got 1');
    expect(() => readVideo(file('x.json', '{'))).toThrow('x.json:1: expected JSON');
  });

  test('a presentation whose sidecar is damaged says where', () => {
    const own = join(folder, 'presentation');
    mkdirSync(own);
    writeFileSync(join(own, 'presentation.json'), '{"version": 2}');
    expect(() => readVideo(own)).toThrow(/presentation\.json: \w+: /);
  });

  test.skipIf(dataFolder === null)(
    'the published videos: Envivio 48 chunks at six levels, Big Buck Bunny ten',
    () => {
      const envivio = readVideo(dataPath('video/envivio'));
      expect(envivio).toMatchObject({
        chunkCount: 48,
        chunkSeconds: 4,
        ladderKbps: [300, 750, 1200, 1850, 2850, 4300],
      });
      expect(envivio.chunkKilobits[1][0]).toBeCloseTo(450_283 * 0.008, 9);
      expect(readVideo(dataPath('video/bbb.json')).ladderKbps).toHaveLength(10);
    },
  );
});

test.skipIf(dataFolder === null).each([
  ['traces/train', 127],
  ['traces/fcc-valid', 150],
  ['traces/puffer', 100],
  ['traces/lte-belgium', 40],
  ['traces/fcc-hd', 100],
  ['reference/norway/traces', 29],
])('%s: every one of its %i files is read', (path, count) => {
  expect(readTraces([dataPath(path)])).toHaveLength(count);
});
