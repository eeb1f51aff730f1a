import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readTraces } from '../../src/node/trace-files';
import { WorkReport } from '../../src/node/traces/report';
import { TraceSets } from '../../src/node/traces/trace-sets';
import { carryOut } from '../../src/node/traces/work';
import { run, writeTraces } from './small-data';

const folder = mkdtempSync(join(tmpdir(), 'cli-traces-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const data = join(folder, 'data');
beforeEach(() => vi.stubEnv('NEURALSTREAM_DATA', data));
afterEach(() => vi.unstubAllEnvs());

const traces = writeTraces(join(folder, 'traces'));
const out = (name: string): string => join(folder, name);
const kbpsIn = (name: string): number[][] => readTraces([out(name)]).map(({ kbps }) => Array.from(kbps));

test('clip keeps a part or cuts pieces, and tells what is left out', async () => {
  writeFileSync(join(folder, 'short'), '0 1\n5 1\n');
  const clip = ['traces', 'clip', traces, join(folder, 'short')];
  const { code, err } = await run(...clip, '--pieces', '8', '--out', out('pieces'));
  expect({ code, err }).toEqual({
    code: 0,
    err: 'left out: short: nothing is left of it: it is shorter than 8 s\n',
  });
  expect(readdirSync(out('pieces')).sort()).toEqual(
    ['fast', 'slow'].flatMap((name) => [`${name} piece 1.trace`, `${name} piece 2.trace`]),
  );
  await run(...clip, '--from', '4', '--until', '10', '--out', out('part'));
  expect(readTraces([out('part')]).map(({ durationsSeconds }) => Array.from(durationsSeconds))).toEqual([
    [6],
    [1],
    [6],
  ]);
  expect((await run(...clip, '--out', out('x'))).err).toContain('expected --until or --pieces');
});

test('scale by a factor or to a mean, resample to equal steps', async () => {
  await run('traces', 'scale', traces, '--factor', '0.5', '--out', out('half'));
  expect(kbpsIn('half')).toEqual([
    [1000, 1000],
    [500, 500],
  ]);
  await run('traces', 'scale', traces, '--mean', '700', '--out', out('mean'), '--to', 'sabre');
  expect(kbpsIn('mean')).toEqual([
    [700, 700],
    [700, 700],
  ]);
  await run('traces', 'resample', traces, '--step', '4', '--out', out('steps'));
  expect(kbpsIn('steps').map(({ length }) => length)).toEqual([5, 5]);
  expect((await run('traces', 'scale', traces, '--out', out('x'))).code).toBe(2);
});

test('split writes folders, and pieces of one trace stay in one of them', async () => {
  await run('traces', 'clip', traces, '--pieces', '5', '--out', out('fives'));
  const split = ['traces', 'split', out('fives'), '--shares', '1,0,1', '--out', out('parts')];
  expect((await run(...split)).code).toBe(0);
  expect(readdirSync(out('parts')).sort()).toEqual(['test', 'train']);
  for (const part of ['test', 'train']) {
    const names = readdirSync(join(out('parts'), part));
    expect(names).toHaveLength(4);
    expect(new Set(names.map((name) => name.split(' ')[0])).size).toBe(1);
  }
  expect((await run('traces', 'split', traces, '--shares', '1,2', '--out', 'x')).err).toContain(
    'three numbers',
  );
});

test('set:NAME stands for a set of the application, its own or a built-in one', async () => {
  const resources = join(import.meta.dirname, '../../resources/traces');
  const sets = new TraceSets({ own: join(data, 'traces'), builtIn: resources });
  await carryOut(
    { type: 'import', paths: [traces], name: 'My logs', into: null },
    sets,
    new WorkReport(() => undefined),
  );
  const info = await run('traces', 'info', 'set:My logs', '--json');
  expect(JSON.parse(info.out)).toMatchObject([
    { name: 'fast', meanKbps: 2000 },
    { name: 'slow', meanKbps: 1000 },
  ]);
  expect(JSON.parse((await run('traces', 'info', 'set:LTE', '--json')).out)).toHaveLength(12);
  expect((await run('traces', 'info', 'set:none')).err).toContain(
    'there is no trace set "none"; there are: My logs',
  );
});
