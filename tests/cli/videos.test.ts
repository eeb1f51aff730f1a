import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { run, writeMovie, writePresentation, writeSizeFiles, writeTraces } from './small-data';

const folder = mkdtempSync(join(tmpdir(), 'videos-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const traces = writeTraces(join(folder, 'traces'));
const sizes = writeSizeFiles(join(folder, 'sizes'));
const movie = writeMovie(join(folder, 'movie.json'));
const presentation = writePresentation(join(folder, 'presentation'));

test.each([
  ['size files', [sizes, '--ladder', '1000,3000', '--chunk-seconds', '2']],
  ['a Sabre movie', [movie]],
  ['a prepared presentation', [presentation]],
])('bench takes %s', async (_, video) => {
  const words = [
    '--traces',
    join(traces, 'fast'),
    '--algorithms',
    'fixed:0,fixed:1',
    '--jobs',
    '1',
    '--json',
  ];
  const { code, out, err } = await run('bench', '--video', ...video, ...words);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const [low, high] = JSON.parse(out).algorithms;
  // Chunk 0 comes at level 1 as in the reference: 3 chunks of 1 Mbps with one switch of 2 Mbps.
  expect(low.meanQoe).toBeCloseTo((3 * 1 - 2) / 3, 9);
  // With level 1 nothing switches; 6000 kbit at 2000 kbps * .95 take 3.1579 s and
  // .08 s: 1.2379 s of stall for each chunk of 2 s.
  expect(high.rebufferSecondsPerChunk).toBeCloseTo(6 / 1.9 + 0.08 - 2, 6);
  expect(high.meanQoe).toBeCloseTo(3 - 3 * (6 / 1.9 + 0.08 - 2), 6);
});

test('size files of another number of levels than the ladder are told', async () => {
  const words = ['--traces', traces, '--algorithms', 'fixed:0', '--jobs', '1'];
  const { code, err } = await run('bench', '--video', sizes, '--ladder', '1000,2000,3000', ...words);
  expect(code).toBe(1);
  expect(err).toMatch(/3/);
});

test('simulate on a folder says that it is a folder', async () => {
  const { code, out, err } = await run(
    'simulate',
    '--video',
    movie,
    '--trace',
    traces,
    '--algorithm',
    'bola',
  );
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(`--trace: ${traces} is a folder; expected the file of one trace`);
});

// At 2000 kbps level 0 (2000 kbit a chunk) comes in 1 s; sound of 2000 kbit shares the link with it.
test.each([
  [[], 1],
  [['--audio-kbps', '1000'], 2],
  [['--audio-kbps', '1000', '--latency-ms', '500'], 2.5],
  [['--overhead-bytes', '125000'], 1.5],
])('the live player is told %j and starts after %d s', async (told, startupSeconds) => {
  const trace = join(traces, 'fast');
  const words = [
    'simulate',
    '--video',
    movie,
    '--trace',
    trace,
    '--algorithm',
    'fixed:0',
    '--player',
    'live',
  ];
  const { code, out } = await run(...words, '--json', ...told);
  expect(code).toBe(0);
  expect(JSON.parse(out).startupSeconds).toBeCloseTo(startupSeconds, 9);
});
