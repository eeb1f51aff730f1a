import { buildSync } from 'esbuild';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readManifestFile } from '../../../src/node/benchmark/manifest-file';
import { runFiles } from '../../../src/node/benchmark/run-folder';
import { BenchmarkStore } from '../../../src/node/benchmark/run-store';
import { askBenchmark, startBenchmark } from '../../../src/node/benchmark/start';
import { forkNode } from '../../../src/node/child-port';
import { runAlone } from '../../../src/node/run-folders';
import type { BenchmarkEvent } from '../../../src/shared/benchmark';
import { run } from '../../cli/small-data';
import { changeStored } from '../../stored-json';
import { maker, newFolder, smallPlan, withoutSpeed, writeLteTraces } from './small-plan';

const root = newFolder();
const at = (...parts: string[]): string => join(root, ...parts);
const source = (name: string): string => resolve(import.meta.dirname, '../../../src/node/benchmark', name);

beforeAll(() => {
  const entryPoints = { benchmark: source('child.ts'), 'benchmark-worker': source('worker.ts') };
  const common = { bundle: true, platform: 'node', format: 'cjs', outExtension: { '.js': '.cjs' } } as const;
  buildSync({ ...common, entryPoints, outdir: root, logLevel: 'error' });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const fork = () => forkNode(at('benchmark.cjs'));
const traces = writeLteTraces(at('traces'), 20);
const plan = smallPlan(traces);

/** A benchmark in a process of its own, on all cores, as the application runs it. */
async function inProcess(
  folder: string,
  work: Parameters<typeof startBenchmark>[1]['work'],
  onEvent: (event: BenchmarkEvent) => void = () => undefined,
): Promise<BenchmarkEvent[]> {
  const events: BenchmarkEvent[] = [];
  const child = startBenchmark(fork, { folder, work, maker }, (event) => {
    events.push(event);
    onEvent(event);
  });
  await child.ended;
  return events;
}

describe('a benchmark in its own process', () => {
  test('tells what it does and gives the report that the command gives for the same manifest', async () => {
    const events = await inProcess(at('app'), { type: 'plan', plan });
    expect(events.map(({ type }) => type)).toContain('estimated');
    expect(events.at(-1)).toEqual({ type: 'ended', state: 'finished', problem: null });
    const { manifest, report } = runFiles(at('app'));
    const command = await run(
      'bench',
      '--manifest',
      manifest,
      '--out',
      at('command'),
      '--jobs',
      '1',
      '--json',
    );
    expect(command).toMatchObject({ code: 0, err: '' });
    expect(withoutSpeed(runFiles(at('command')).report)).toBe(withoutSpeed(report));
    expect(withoutSpeed(JSON.parse(command.out).report)).toBe(withoutSpeed(report));
  });

  test('can be ended by force at any time, and goes on to the same report', async () => {
    const folder = at('killed');
    const optimal = smallPlan(traces, { algorithms: ['bola', 'optimal', 'robust-mpc'] });
    const port = fork();
    const gone = new Promise<void>((ended) => port.onExit(() => ended()));
    const begun = new Promise<void>((tell) =>
      port.onMessage((message) => {
        if (/"done":[1-9]/.test(JSON.stringify(message))) tell();
      }),
    );
    port.post({ type: 'run', folder, work: { type: 'plan', plan: optimal }, maker });
    await begun;
    port.kill();
    await gone;
    await inProcess(folder, { type: 'resume' });
    await inProcess(at('unbroken'), { type: 'plan', plan: optimal });
    expect(withoutSpeed(runFiles(folder).report)).toBe(withoutSpeed(runFiles(at('unbroken')).report));
  });

  test('ends with a sentence when it cannot begin', async () => {
    const [last] = (await inProcess(at('none'), { type: 'resume' })).slice(-1);
    expect(last).toMatchObject({
      type: 'ended',
      state: 'failed',
      problem: expect.stringContaining('manifest.json'),
    });
  });

  test('that dies is told as failed', async () => {
    const child = forkNode(at('benchmark.cjs'));
    const events: BenchmarkEvent[] = [];
    const started = startBenchmark(
      () => child,
      { folder: at('dies'), work: { type: 'plan', plan }, maker },
      (event) => events.push(event),
    );
    child.kill();
    await started.ended;
    expect(events.at(-1)).toMatchObject({ type: 'ended', state: 'failed' });
  });
});

describe('questions', () => {
  test('an estimate names every algorithm, and their seconds add up', async () => {
    const answer = await askBenchmark(fork, { type: 'estimate', plan, maker });
    if (answer.type !== 'estimate') throw new Error('no estimate');
    const { seconds, all, algorithms } = answer.estimate;
    expect(all).toBe(20);
    expect(algorithms.map(({ id }) => id)).toEqual(plan.algorithms);
    expect(algorithms.reduce((sum, one) => sum + one.seconds, 0)).toBeCloseTo(seconds, 9);
    expect(seconds).toBeGreaterThan(0);
  });

  test('a session played again has the QoE of the report, and a reason for each chunk', async () => {
    const manifest = await readManifestFile(runFiles(at('app')).manifest);
    const values = await new BenchmarkStore(root).cell('app', 0);
    const place = { cell: 0, trace: 7, algorithm: 1 };
    const answer = await askBenchmark(fork, { type: 'replay', manifest, place, resources: maker.resources });
    if (answer.type !== 'replay') throw new Error('no session');
    const { events, qoe, trace } = answer.session;
    expect(qoe).toBe(values.algorithms[1].values.qoe[7]);
    expect(trace.name).toBe(values.traceNames[7]);
    const requests = events.filter(({ type }) => type === 'chunk-requested');
    expect(requests).toHaveLength(48);
    expect(requests.every((event) => 'reason' in event && event.reason !== '')).toBe(true);
  });

  test('one that cannot be answered fails with its sentence', async () => {
    const manifest = await readManifestFile(runFiles(at('app')).manifest);
    const place = { cell: 3, trace: 0, algorithm: 0 };
    await expect(
      askBenchmark(fork, { type: 'replay', manifest, place, resources: maker.resources }),
    ).rejects.toThrow('this session is none of the benchmark');
  });

  test('exports are those of the command', async () => {
    await askBenchmark(fork, { type: 'export', folder: at('app'), what: 'csv', file: at('out', 'a.csv') });
    await run('bench', '--manifest', runFiles(at('app')).manifest, '--jobs', '1', '--csv', at('b.csv'));
    expect(readFileSync(at('out', 'a.csv'), 'utf8')).toBe(readFileSync(at('b.csv'), 'utf8'));
    const page = { type: 'export', folder: at('app'), what: 'html', file: at('report.html') } as const;
    await askBenchmark(fork, page);
    expect(await readManifestFile(at('report.html'))).toEqual(
      await readManifestFile(runFiles(at('app')).manifest),
    );
  });
});

describe('the history', () => {
  const store = (): BenchmarkStore => new BenchmarkStore(root);

  test('lists benchmarks, newest first, and passes over what is none', async () => {
    const ids = (await store().list()).map(({ id }) => id);
    expect(ids).toContain('app');
    expect(ids).not.toContain('traces');
    const times = (await store().list()).map(({ run: { startedAt } }) => startedAt);
    expect(times).toEqual([...times].sort().reverse());
  });

  test('says of one that a crash left as running that it was stopped', async () => {
    const file = runFiles(at('app')).run;
    const text = readFileSync(file, 'utf8');
    changeStored(file, { state: 'running' });
    const settled = await store().settled();
    expect(settled.find(({ id }) => id === 'app')?.run.state).toBe('stopped');
    changeStored(file, { state: 'running' });
    await runAlone(at('app'), 'a benchmark is running', async () => {
      expect((await store().settled()).find(({ id }) => id === 'app')?.run.state).toBe('running');
      await expect(store().remove('app')).rejects.toThrow('this benchmark is running; cancel it first');
    });
    writeFileSync(file, text);
  });

  test('opens one with its report under its new name, and removes it', async () => {
    await store().rename('app', 'a better name');
    const { report, run: record, manifest } = await store().open('app');
    expect([report.name, record.name, manifest.plan.name]).toEqual([
      'a better name',
      'a better name',
      'small',
    ]);
    await expect(store().cell('app', 1)).rejects.toThrow('expected a cell from 0 to 0, got 1');
    writeFileSync(runFiles(at('app')).report, '{"version": 1, "cells"');
    expect((await store().open('app')).report).toEqual(report);
    await store().remove('app');
    await expect(store().open('app')).rejects.toThrow('"app" holds no benchmark');
    expect((await store().list()).map(({ id }) => id)).not.toContain('app');
  });
});
