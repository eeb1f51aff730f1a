import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { run, writeMovie, writeTraces } from './small-data';

const folder = mkdtempSync(join(tmpdir(), 'qoe-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const traces = writeTraces(join(folder, 'traces'));
const video = ['--video', writeMovie(join(folder, 'movie.json'))];
const bench = ['bench', ...video, '--traces', traces, '--algorithms', 'fixed:0', '--jobs', '1'];

test('bench weighs with a custom set and says with which', async () => {
  // Chunk 0 at level 1, three at level 0: qualities 5, one switch of 4 at weight 3; never a stall at 2 Mbps.
  const { code, out } = await run(...bench, '--qoe', '5/9:7:3', '--json');
  expect(code).toBe(0);
  const result = JSON.parse(out);
  expect(result.qoe).toBe('5/9:7:3');
  expect(result.algorithms[0].traces[0].qoe).toBeCloseTo((3 * 5 - 3 * 4) / 3, 9);
  expect((await run(...bench, '--qoe', 'mbps:4:1')).out).toContain('QoE mbps:4:1');
});

test('a set that does not fit the ladder is a wrong use', async () => {
  const { code, err } = await run(...bench, '--qoe', '1/2/3:4:1');
  expect(code).toBe(2);
  expect(err).toContain('--qoe: QoE 1/2/3:4:1: expected a quality for each of 2 levels, got 3');
});

test('logs of another measure verify under it, and not under lin', async () => {
  const logs = join(folder, 'logs');
  expect((await run(...bench, '--qoe', 'log', '--per-chunk', logs)).code).toBe(0);
  const verify = ['verify', ...video, '--traces', traces, '--logs', logs, '--format', 'pensieve'];
  expect((await run(...verify, '--qoe', 'log')).code).toBe(0);
  expect((await run(...verify)).code).toBe(1);
});
