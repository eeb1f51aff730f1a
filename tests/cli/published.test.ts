import { buildSync } from 'esbuild';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runBenchmark } from '../../src/node/benchmark/run';
import { readTraces } from '../../src/node/trace-files';
import { readVideo } from '../../src/node/video-files';
import { dataFolder, dataPath } from '../data';
import { run } from './small-data';

const folder = mkdtempSync(join(tmpdir(), 'published-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Means per chunk of an independent implementation on the 29 open traces (issue 4, section 2). */
const published = new Map([
  ['buffer-based', 0.6102],
  ['rate-based', 0.7119],
  ['fixed:0', 0.2869],
  ['fixed:1', -0.3387],
  ['fixed:2', -4.4422],
  ['fixed:3', -13.2052],
  ['fixed:4', -28.3712],
  ['fixed:5', -50.8411],
]);

describe.skipIf(dataFolder === null)('held to published results on the 29 open Norway traces', () => {
  const video = (): string[] => ['--video', dataPath('video/envivio')];
  const traces = (): string[] => ['--traces', dataPath('reference/norway/traces')];

  test('verify replays all rows of all nine algorithms exactly', async () => {
    const logs = dataPath('reference/norway/logs');
    expect(readdirSync(logs)).toHaveLength(9);
    const { code, out, err } = await run('verify', ...video(), ...traces(), '--logs', logs, '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const result = JSON.parse(out);
    expect(Object.keys(result)).toEqual(['chunks', 'maxDelayErrorMs', 'maxBufferErrorMs', 'maxRewardError']);
    expect(result.chunks).toBe(9 * 29 * 48);
    expect(result.maxDelayErrorMs).toBeLessThan(1e-6);
    expect(result.maxBufferErrorMs).toBeLessThan(1e-6);
    expect(result.maxRewardError).toBeLessThan(1e-6);
  });

  test('bench reproduces buffer-based, rate-based and the fixed levels, in the shape promised', async () => {
    const files = { csv: join(folder, 'b.csv'), html: join(folder, 'b.html'), logs: join(folder, 'logs') };
    const outputs = ['--csv', files.csv, '--html', files.html, '--per-chunk', files.logs, '--json'];
    const ids = [...published.keys()].join(',');
    const { code, out, err } = await run(
      'bench',
      ...video(),
      ...traces(),
      '--algorithms',
      ids,
      '--jobs',
      '1',
      ...outputs,
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { chunksPerSecond, algorithms } = JSON.parse(out);
    expect(chunksPerSecond).toBeGreaterThan(0);
    for (const one of algorithms) {
      expect(one.meanQoe, one.id).toBeCloseTo(published.get(one.id) ?? NaN, 4);
      expect(one.ci95[0]).toBeLessThan(one.meanQoe);
      expect(one.ci95[1]).toBeGreaterThan(one.meanQoe);
      expect(one.traces).toHaveLength(29);
    }
    expect(Object.keys(algorithms[0])).toEqual([
      'id',
      'meanQoe',
      'ci95',
      'meanBitrateKbps',
      'rebufferSecondsPerChunk',
      'changeKbpsPerChunk',
      'decisionMicrosecondsP50',
      'decisionMicrosecondsP99',
      'traces',
    ]);
    expect(readFileSync(files.csv, 'utf8').trim().split('\r\n')).toHaveLength(1 + 8 * 29);
    expect(readFileSync(files.html, 'utf8')).toContain('buffer-based');
  });

  test('per-chunk logs of buffer-based are the published ones, and verify accepts them', async () => {
    const logs = join(folder, 'logs');
    const rows = (path: string): number[][] =>
      readFileSync(path, 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split(/\s+/).map(Number));
    for (const name of readdirSync(join(logs, 'buffer-based'))) {
      const own = rows(join(logs, 'buffer-based', name));
      const theirs = rows(dataPath('reference/norway/logs/bb', name));
      expect(own.map((row) => row[1])).toEqual(theirs.map((row) => row[1]));
      expect(own[47][5]).toBeCloseTo(theirs[47][5], 6);
    }
    expect((await run('verify', ...video(), ...traces(), '--logs', logs)).code).toBe(0);
  });

  test('a log that differs is told with exit code 1', async () => {
    const logs = ['--logs', dataPath('reference/norway/logs/bb')];
    const { code, err } = await run('verify', ...video(), '--chunk-seconds', '5', ...traces(), ...logs);
    expect(code).toBe(1);
    expect(err).toContain('the logs differ by up to');
  });

  test('the figures do not depend on the number of workers', async () => {
    const workerFile = join(folder, 'worker.cjs');
    const entryPoints = [resolve(import.meta.dirname, '../../src/node/benchmark/worker.ts')];
    buildSync({ entryPoints, bundle: true, platform: 'node', format: 'cjs', outfile: workerFile });
    const setup = {
      video: readVideo(dataPath('video/envivio')),
      traces: readTraces([dataPath('reference/norway/traces')]).slice(0, 9),
      algorithms: ['if-then', 'bola', 'fixed:2'],
      qoe: 'lin',
      player: 'pensieve',
      workerFile,
    } as const;
    const [one, three] = [
      await runBenchmark({ ...setup, jobs: 1 }),
      await runBenchmark({ ...setup, jobs: 3 }),
    ];
    const inOrder = setup.traces.map(({ name }) => name);
    expect(one.result.algorithms[0].traces.map(({ name }) => name)).toEqual(inOrder);
    expect(three.sessions).toEqual(one.sessions);
    expect(three.result.algorithms.map(({ ci95 }) => ci95)).toEqual(
      one.result.algorithms.map(({ ci95 }) => ci95),
    );
    await expect(runBenchmark({ ...setup, algorithms: ['fixed:9'], jobs: 2 })).rejects.toThrow(/9/);
  });
});
