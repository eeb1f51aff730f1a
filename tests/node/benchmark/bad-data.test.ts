import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { BenchmarkPlan } from '../../../src/core/benchmark/plan';
import { runInMemory } from '../../../src/node/benchmark/memory-run';
import { SetWriter } from '../../../src/node/traces/set-writer';
import { newFolder, onThisThread, smallPlan, writeLteTraces } from './small-plan';

const root = newFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));

function folderOf(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return folder;
}

const play = (plan: BenchmarkPlan) => runInMemory({ ...onThisThread(), work: { type: 'plan', plan } });

describe('traces that are none', () => {
  test('are left out and listed, and the others are played', async () => {
    const folder = writeLteTraces(join(root, 'mixed'), 4);
    folderOf('mixed', { 'lte-001b': 'this is no trace\n', 'lte-002b': '0 0\n10 0\n20 0\n' });
    const { report } = await play(smallPlan(folder));
    expect(report).toMatchObject({ played: 4, planned: 4 });
    expect(report.skipped.map(({ name, problem }) => [name.replace(/.*\//, ''), problem])).toEqual([
      ['lte-001b', expect.stringContaining('lte-001b')],
      ['lte-002b', 'lte-002b: expected some bandwidth above 0, got 0 throughout'],
    ]);
  });

  test('alone in a set are an error that names the first, as is an empty folder', async () => {
    const folder = folderOf('bad', { one: 'nonsense\n', two: 'nonsense\n' });
    await expect(play(smallPlan(folder))).rejects.toThrow(
      /trace set lte: expected at least one trace, found none \(.*one/,
    );
    const empty = folderOf('empty', {});
    await expect(play(smallPlan(empty))).rejects.toThrow('no traces in "empty"');
  });

  test('a set of which every trace was removed is an error that says so', async () => {
    const folder = join(root, 'set');
    const about = { name: 'lte', origin: 'made', describes: '', createdAt: '2026-01-01T00:00:00Z' } as const;
    await new SetWriter(folder).finish(() => about);
    await expect(play(smallPlan(folder))).rejects.toThrow(
      'trace set lte: expected at least one trace, found none (it is empty)',
    );
  });
});

describe('traces at the edge', () => {
  test('one shorter than a chunk is repeated', async () => {
    // 2 Mbps for 1 s, again and again: the same as a long one of 2 Mbps.
    const short = await play(smallPlan(folderOf('short', { t: '0 2\n0.5 2\n1 2\n' })));
    const long = await play(smallPlan(folderOf('long', { t: '0 2\n500 2\n1000 2\n' })));
    const [one, other] = [short, long].map(({ report }) => report.cells[0].algorithms);
    expect(one.map(({ meanQoe }) => meanQoe.toFixed(9))).toEqual(
      other.map(({ meanQoe }) => meanQoe.toFixed(9)),
    );
  });

  test('minutes without bandwidth are a stall of minutes', async () => {
    // 4 Mbps for 20 s, nothing for 300 s, 4 Mbps to the end.
    const folder = folderOf('outage', { t: '0 4\n20 4\n320 0\n2000 4\n' });
    const { report } = await play(smallPlan(folder, { algorithms: ['fixed:0'], baseline: 'fixed:0' }));
    const [{ rebufferSecondsPerChunk }] = report.cells[0].algorithms;
    // Chunks of 4 s at 500 kbps come in half a second: a full buffer of 60 s, then 300 s of nothing.
    expect(rebufferSecondsPerChunk * 47).toBeGreaterThan(230);
    expect(rebufferSecondsPerChunk * 47).toBeLessThan(300);
  });
});

describe('a plan that does not fit', () => {
  const folder = writeLteTraces(join(root, 'good'), 2);

  test('is refused before anything is played', async () => {
    const cases: [Partial<BenchmarkPlan>, string][] = [
      [{ algorithms: ['fixed:7'], baseline: 'fixed:7' }, 'level must be a whole number from 0 to 2, got "7"'],
      [{ algorithms: ['nothing'], baseline: 'nothing' }, 'unknown algorithm "nothing"'],
      [{ qoe: ['hd'] }, 'QoE hd: expected a quality for each of 3 levels, got 6'],
      [
        { algorithms: ['ppo:/nowhere'], baseline: 'ppo:/nowhere' },
        'the model in "nowhere" lacks policy.json',
      ],
      [{ videos: [{ path: null }] }, 'a synthetic video needs a ladder in kbps, got none'],
      [{ videos: [{ path: join(root, 'novideo') }] }, 'novideo cannot be read: it is not there'],
    ];
    for (const [change, message] of cases) {
      await expect(play(smallPlan(folder, change))).rejects.toThrow(message);
    }
  });

  test('a folder without sizes says what it lacks', async () => {
    const video = folderOf('sizeless', { 'manifest.mpd': '<MPD/>' });
    await expect(play(smallPlan(folder, { videos: [{ path: video }] }))).rejects.toThrow(
      'expected presentation.json or size files such as video_size_0, got neither',
    );
  });
});
