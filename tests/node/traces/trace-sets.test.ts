import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Trace } from '../../../src/core/trace/bandwidth';
import { readTraces } from '../../../src/node/trace-files';
import { WorkReport } from '../../../src/node/traces/report';
import { TraceSets } from '../../../src/node/traces/trace-sets';
import { carryOut } from '../../../src/node/traces/work';
import type { TraceWork } from '../../../src/shared/traces';

const builtIn = resolve(import.meta.dirname, '../../../resources/traces');
let folder: string;
let sets: TraceSets;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neuralstream-sets-'));
  sets = new TraceSets({ own: join(folder, 'own'), builtIn });
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

async function work(asked: TraceWork): Promise<{ ids: string[]; report: WorkReport }> {
  const report = new WorkReport(() => undefined);
  return { ids: await carryOut(asked, sets, report), report };
}

const importing = (...paths: string[]): TraceWork => ({ type: 'import', paths, name: null, into: null });
const all = (setId: string): { setId: string; traceIds: null } => ({ setId, traceIds: null });
const named = (setId: string): string[] => sets.heads(setId).map(({ name }) => name);

const plain = ({ name, durationsSeconds, kbps, latencySeconds, startSeconds }: Trace) => ({
  name,
  durationsSeconds: Array.from(durationsSeconds),
  kbps: Array.from(kbps),
  latencySeconds: latencySeconds && Array.from(latencySeconds),
  startSeconds,
});

describe('importing', () => {
  test('traces of one very long name get numbers within its length', async () => {
    const long = 'a'.repeat(190);
    for (const part of ['x', 'y', 'z']) file(`logs/${part}/${long}`, '0.5 1\n1.5 2\n2.5 4\n');
    const { ids } = await work(importing(join(folder, 'logs')));
    const rest = 'a'.repeat(176);
    expect(named(ids[0])).toEqual([`${rest}aaaa`, `${rest} (2)`, `${rest} (3)`]);
  });

  test('formats are found out, folders are read to any depth, a bad file among many is told and passed over', async () => {
    file('logs/bus/one', '0.5 1\n1.5 2\n2.5 4\n');
    file('logs/bus/two.json', '[{"duration_ms": 2000, "bandwidth_kbps": 300, "latency_ms": 20}]');
    file('logs/car/one', '0.5 3\n1.5 3\n');
    file('logs/broken', '0.0 1\n1.0 fast\n');
    file('logs/README.md', 'not a trace');
    const { ids, report } = await work(importing(join(folder, 'logs')));
    expect(report.skipped).toEqual([
      { name: 'logs/broken', problem: 'broken:2: expected Mbit/s >= 0, got "fast"' },
    ]);
    // one: from 0 to 1.5 s at 2 Mbit/s, then 1 s at 4: 7000 kilobits in 2.5 s.
    expect(sets.heads(ids[0])).toMatchObject([
      { name: 'one', format: 'pensieve', group: 'logs/bus/one', parts: 2, seconds: 2.5, meanKbps: 2800 },
      {
        name: 'two.json',
        format: 'sabre',
        seconds: 2,
        meanKbps: 300,
        minKbps: 300,
        maxKbps: 300,
        deviationKbps: 0,
      },
      { name: 'one (2)', group: 'logs/car/one', parts: 1, seconds: 1.5, meanKbps: 3000 },
    ]);
    expect(sets.list()[0]).toMatchObject({ name: 'logs', origin: 'imported', count: 3, seconds: 6 });
  });

  test('what comes out is what stood in the files: rates, durations, latencies and the start', async () => {
    file('in/a', '0.25 1\n1.5 2\n2.25 4\n');
    file(
      'in/b.json',
      '[{"duration_ms": 1, "bandwidth_kbps": 7, "latency_ms": 5}, {"duration_ms": 2, "bandwidth_kbps": 9, "latency_ms": 6}]',
    );
    const { ids } = await work(importing(join(folder, 'in')));
    const before = readTraces([join(folder, 'in')]).map(plain);
    expect(readTraces(sets.pathsOf(ids[0])).map(plain)).toEqual(before);
    expect(sets.heads(ids[0]).map(({ id }) => plain(sets.read(id)))).toEqual(before);
  });

  test('nothing there, nothing but bad files: a sentence, and no set', async () => {
    mkdirSync(join(folder, 'empty'));
    await expect(work(importing(join(folder, 'empty')))).rejects.toThrow('no files in');
    await expect(work(importing(join(folder, 'gone')))).rejects.toThrow(
      'gone cannot be read: it is not there',
    );
    file('bad/a', 'x');
    file('bad/b', '0 0\n9 0\n');
    await expect(work(importing(join(folder, 'bad')))).rejects.toThrow('none of 2 files is a trace');
    expect(sets.list().every(({ origin }) => origin === 'built-in')).toBe(true);
    await sets.sweep();
    expect(readdirSync(join(folder, 'own/sets'))).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')(
    'links and pipes in a folder are passed over with a sentence, and nothing waits for them',
    async () => {
      file('logs/one', '0.5 1\n1.5 2\n');
      const secret = file('secret', '0.5 9\n1.5 9\n');
      symlinkSync(secret, join(folder, 'logs/link'));
      symlinkSync(folder, join(folder, 'logs/up'));
      execFileSync('mkfifo', [join(folder, 'logs/pipe')]);
      const { ids, report } = await work(importing(join(folder, 'logs')));
      expect(named(ids[0])).toEqual(['one']);
      expect(report.skipped.map(({ problem }) => problem)).toEqual([
        'logs/link is a link; expected a file or a folder',
        'logs/pipe is a pipe; expected a file or a folder',
        'logs/up is a link; expected a file or a folder',
      ]);
    },
  );

  test('a set whose content is a link is passed over with a sentence', async () => {
    const { ids } = await work(importing(file('a', '0 1\n1 1\n')));
    const copy = join(folder, 'copy');
    const [own] = sets.pathsOf(ids[0]);
    cpSync(own, copy, { recursive: true });
    const data = readdirSync(copy).find((name) => name.endsWith('.bin')) ?? '';
    renameSync(join(copy, data), join(folder, 'elsewhere'));
    symlinkSync(join(folder, 'elsewhere'), join(copy, data));
    await expect(work(importing(copy))).rejects.toThrow(`copy/${data} is a link`);
  });

  test('an import into a set that is refused leaves the set as it was, and nothing behind', async () => {
    const { ids } = await work(importing(file('a', '0 1\n1 1\n')));
    const [own] = sets.pathsOf(ids[0]);
    const before = readdirSync(own).sort();
    const more: TraceWork = { type: 'import', paths: [file('bad', 'x')], name: null, into: ids[0] };
    await expect(work(more)).rejects.toThrow('bad');
    await sets.sweep();
    expect(readdirSync(own).sort()).toEqual(before);
    expect(named(ids[0])).toEqual(['a']);
  });

  test('more can be added to a set; those that were there keep their ids', async () => {
    const { ids } = await work(importing(file('a', '0 1\n1 1\n')));
    const [{ id }] = sets.heads(ids[0]);
    await work({ type: 'import', paths: [file('b', '0 1\n1 2\n')], name: null, into: ids[0] });
    expect(named(ids[0])).toEqual(['a', 'b']);
    await work({ type: 'remove', from: { setId: ids[0], traceIds: [id] } });
    expect(named(ids[0])).toEqual(['b']);
    expect(sets.read(sets.heads(ids[0])[0].id).kbps[0]).toBe(2000);
    expect(() => sets.read(id)).toThrow('any more');
    expect(readdirSync(sets.pathsOf(ids[0])[0])).toHaveLength(3);
  });
});

describe('sets', () => {
  test('the families that ship are sets that stay as they are', async () => {
    const lte = sets.find('LTE');
    expect(lte).toMatchObject({ id: 'built-in.lte', origin: 'built-in', count: 12, seconds: 12 * 480 });
    expect(sets.heads(lte.id)).toHaveLength(12);
    expect(sets.read('built-in.lte-3.trace').name).toBe('lte-3.trace');
    await expect(sets.remove(lte.id)).rejects.toThrow('comes with the application');
    await expect(sets.rename(lte.id, 'x')).rejects.toThrow('comes with the application');
  });

  test('recordings are a set of their own, and what an earlier version stored is among them', async () => {
    file('own/old.json', '{"name": "Recorded before", "durationsSeconds": [2, 2], "kbps": [0, 500]}');
    const saved = await sets.recordings.save({ name: 'Recorded now', durationsSeconds: [1], kbps: [800] });
    expect(sets.list()[0]).toMatchObject({ id: 'recordings', count: 2, seconds: 5, meanKbps: 525 });
    expect(named('recordings')).toEqual(['Recorded before', 'Recorded now']);
    expect(sets.read('old').kbps).toEqual([0, 500]);
    await work({ type: 'remove', from: { setId: 'recordings', traceIds: [saved.id] } });
    expect(named('recordings')).toEqual(['Recorded before']);
  });

  test('a set is renamed and removed; a damaged one says what is wrong and is left as it is', async () => {
    const { ids } = await work(importing(file('a', '0 1\n1 1\n')));
    await sets.rename(ids[0], 'Mine');
    expect(sets.find('Mine').id).toBe(ids[0]);
    const [own] = sets.pathsOf(ids[0]);
    const data = readdirSync(own).find((name) => name.endsWith('.bin')) ?? '';
    truncateSync(join(own, data), 8);
    expect(() => readTraces([own])).toThrow(/\.bin: expected 16 bytes of traces, got 8/);
    await sets.remove(ids[0]);
    expect(() => sets.find('Mine')).toThrow('there is no trace set "Mine"; there are: 3G on the move');
    expect(() => sets.heads(ids[0])).toThrow('it is not there');
  });
});

describe('work of several processes at once', () => {
  test('adds to a set what each of them brings, and leaves no lock behind', async () => {
    file('logs/one', '0.5 1\n1.5 2\n');
    file('more/two', '0.5 3\n1.5 3\n');
    file('most/three', '0.5 3\n1.5 3\n');
    const { ids } = await work(importing(join(folder, 'logs')));
    const more = ['more', 'most'].map(async (name) => {
      const others = new TraceSets({ own: join(folder, 'own'), builtIn });
      const adding: TraceWork = { type: 'import', paths: [join(folder, name)], name: null, into: ids[0] };
      await carryOut(adding, others, new WorkReport(() => undefined));
    });
    await Promise.all(more);
    expect(named(ids[0]).sort()).toEqual(['one', 'three', 'two']);
    expect(readdirSync(join(folder, 'own', 'sets'))).toEqual(ids);
    expect(readdirSync(join(folder, 'own', 'sets', ids[0]))).toHaveLength(3);
  });

  test('keeps the name that the set is given while it goes on', async () => {
    file('logs/one', '0.5 1\n1.5 2\n');
    file('more/two', '0.5 3\n1.5 3\n');
    const { ids } = await work(importing(join(folder, 'logs')));
    let renaming = Promise.resolve();
    const report = new WorkReport(() => (renaming = sets.rename(ids[0], 'Renamed')));
    await carryOut({ type: 'import', paths: [join(folder, 'more')], name: null, into: ids[0] }, sets, report);
    await renaming;
    expect(sets.find(ids[0])).toMatchObject({ name: 'Renamed', count: 2 });
  });

  test('is not swept away before it is whole, and is when its process is gone', async () => {
    const { folder: half } = sets.newFolder();
    await sets.workAlone(async () => {
      mkdirSync(half);
      await sets.sweep();
      expect(existsSync(half)).toBe(true);
    });
    await sets.sweep();
    expect(existsSync(half)).toBe(false);
  });
});

describe('work on a set', () => {
  test('an operation makes another set and tells what is left out', async () => {
    file('in/long', '0 1\n4 1\n8 3\n');
    file('in/short', '0 1\n2 1\n');
    const source = (await work(importing(join(folder, 'in')))).ids[0];
    const operation = { type: 'pieces', seconds: 3 } as const;
    const { ids, report } = await work({ type: 'derive', from: all(source), operation, name: 'Pieces' });
    // long lasts 8 s: 3 s at 1 Mbit/s, then 1 s at 1 and 2 s at 3 Mbit/s; the last 2 s are left out.
    expect(sets.heads(ids[0])).toMatchObject([
      { name: 'long piece 1', meanKbps: 1000, group: 'in/long' },
      { name: 'long piece 2', meanKbps: 7000 / 3, group: 'in/long' },
    ]);
    expect(report.skipped).toEqual([
      { name: 'short', problem: 'short: nothing is left of it: it is shorter than 3 s' },
    ]);
    expect(sets.find('Pieces').describes).toBe('in, cut into pieces of 3 s');
  });

  test('a split keeps the pieces of one original together and loses none', async () => {
    for (let i = 0; i < 20; i++) file(`in/t${i}`, `0 1\n${6 + (i % 3) * 6} 1\n`);
    const source = (await work(importing(join(folder, 'in')))).ids[0];
    const cut = {
      type: 'derive',
      from: all(source),
      operation: { type: 'pieces', seconds: 2 },
      name: 'P',
    } as const;
    const pieces = (await work(cut)).ids[0];
    const asked: TraceWork = { type: 'split', from: all(pieces), shares: [8, 1, 1], seed: 3, name: 'S' };
    const { ids } = await work(asked);
    expect(
      sets
        .list()
        .slice(0, 5)
        .map(({ name }) => name),
    ).toEqual(['in', 'P', 'S test', 'S train', 'S validation']);
    const groups = ids.map((id) => new Set(sets.heads(id).map(({ group }) => group)));
    expect(groups.reduce((sum, { size }) => sum + size, 0)).toBe(20);
    expect(ids.flatMap(named).sort()).toEqual([...named(pieces)].sort());
  });

  test('made-up traces and chosen ones are sets; an export writes each in its own file and overwrites nothing', async () => {
    const made = await work({
      type: 'synthesize',
      families: ['3g', 'step'],
      seed: 1,
      count: 3,
      seconds: 60,
      name: 'Made',
    });
    expect(named(made.ids[0])).toEqual(['3g-1', '3g-2', '3g-3', 'step-1', 'step-2', 'step-3']);
    const traceIds = sets
      .heads(made.ids[0])
      .slice(0, 2)
      .map(({ id }) => id);
    const few = await work({ type: 'copy', from: { setId: made.ids[0], traceIds }, name: 'Few', into: null });
    expect(named(few.ids[0])).toEqual(['3g-1', '3g-2']);
    const target = join(folder, 'target');
    mkdirSync(target);
    const exporting: TraceWork = { type: 'export', from: all(few.ids[0]), format: 'sabre', folder: target };
    await work(exporting);
    await work(exporting);
    expect(readdirSync(target).sort()).toEqual(['Few', 'Few (2)']);
    expect(readTraces([join(target, 'Few')]).map(({ kbps }) => Array.from(kbps))).toEqual(
      readTraces(sets.pathsOf(few.ids[0])).map(({ kbps }) => Array.from(kbps)),
    );
    await expect(work({ ...exporting, folder: join(folder, 'gone') })).rejects.toThrow(
      'gone cannot be written: it is not there',
    );
  });

  test('an export that fails leaves nothing in the folder that was chosen', async () => {
    const { ids } = await work(importing(file('a', '0 1\n1 1\n')));
    const target = join(folder, 'target');
    mkdirSync(target);
    const [own] = sets.pathsOf(ids[0]);
    const data = readdirSync(own).find((name) => name.endsWith('.bin')) ?? '';
    truncateSync(join(own, data), 8);
    const exporting: TraceWork = { type: 'export', from: all(ids[0]), format: 'sabre', folder: target };
    await expect(work(exporting)).rejects.toThrow('.bin');
    expect(readdirSync(target)).toEqual([]);
  });
});
