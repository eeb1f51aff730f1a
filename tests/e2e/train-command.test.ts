import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';

/** `neuralstream train` as built: real processes, threads and native TensorFlow.js. */

const cli = resolve(import.meta.dirname, '../../out/main/cli.cjs');
const work = mkdtempSync(join(tmpdir(), 'neuralstream-train-'));
const planFile = join(work, 'plan.json');
const none = { paths: [], families: [], perFamily: 0 };
const plan = {
  name: 'tiny',
  videos: [{ path: null, ladderKbps: [300, 900, 2700], chunkSeconds: 4 }],
  traces: { ...none, families: ['step', 'lte'], perFamily: 4 },
  hyperparameters: { environments: 64, stepsPerRollout: 12, minibatchSize: 384 },
};
writeFileSync(planFile, JSON.stringify(plan));

afterAll(() => rmSync(work, { recursive: true, force: true }));

function start(...words: string[]) {
  // A group of its own, which an interrupt reaches as one from a terminal would: every process of it.
  const child = spawn(process.execPath, [cli, 'train', ...words], {
    ...{ stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  });
  const signal = (name: 'SIGINT' | 'SIGKILL'): boolean => process.kill(-(child.pid ?? 0), name);
  const seen = { out: '', err: '' };
  child.stdout.on('data', (data) => (seen.out += String(data)));
  child.stderr.on('data', (data) => (seen.err += String(data)));
  const ended = new Promise<number | null>((done) => child.on('exit', done));
  return { signal, seen, ended };
}

async function train(...words: string[]) {
  const { seen, ended } = start(...words);
  return { code: await ended, ...seen };
}

const weights = (folder: string): Buffer => readFileSync(join(folder, 'model', 'weights.bin'));

test('the same decisions and seed give the same weights byte for byte, and JSON lines tell how it went', async () => {
  const [one, other] = [join(work, 'one'), join(work, 'other')];
  const words = ['--plan', planFile, '--decisions', '9216', '--seed', '5', '--json', '--out'];
  const { code, out } = await train(...words, one);
  expect(code).toBe(0);
  const events: { type: string }[] = out
    .trim()
    .split('\n')
    .map((line) => Object(JSON.parse(line)));
  const types = new Set(events.map(({ type }) => type));
  for (const type of ['started', 'budget', 'iteration', 'evaluation', 'before-after', 'state'])
    expect(types).toContain(type);
  expect((await train(...words, other)).code).toBe(0);
  expect(weights(other).equals(weights(one))).toBe(true);
  const policy: unknown = JSON.parse(readFileSync(join(one, 'model', 'policy.json'), 'utf8'));
  expect(policy).toMatchObject({ version: 2, training: { seed: 5, budgetDecisions: 9216, qoe: ['lin'] } });
});

test('on the WASM backend training works as well, and the run and its model say so', async () => {
  const folder = join(work, 'wasm');
  const words = ['--plan', planFile, '--decisions', '3072', '--out', folder];
  const { code, err } = await train(...words, '--backend', 'wasm');
  expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining('on TensorFlow.js WASM') });
  for (const [file, found] of [
    ['run.json', { backend: 'wasm', state: 'finished' }],
    ['model/policy.json', { training: { backend: 'wasm' } }],
  ] as const) {
    expect(JSON.parse(readFileSync(join(folder, file), 'utf8'))).toMatchObject(found);
  }
  expect(await train(...words, '--backend', 'gpu')).toMatchObject({
    ...{ code: 2, err: expect.stringContaining('--backend: expected auto, native, wasm, got "gpu"') },
  });
});

test('minutes become a number of decisions that is recorded', async () => {
  const folder = join(work, 'minutes');
  const { code, err } = await train('--plan', planFile, '--minutes', '0.06', '--out', folder);
  expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining('reward a session') });
  const run: unknown = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'));
  expect(run).toMatchObject({ state: 'finished', budgetDecisions: expect.any(Number) });
});

test('a run that is killed goes on from its checkpoint', async () => {
  const folder = join(work, 'killed');
  const words = ['--plan', planFile, '--decisions', '400000', '--json', '--out', folder];
  const { signal, seen, ended } = start(...words);
  await expect.poll(() => seen.out.includes('"checkpoint"'), { timeout: 60_000 }).toBe(true);
  signal('SIGKILL');
  await ended;
  const saved = Number(/"type":"checkpoint","decisions":(\d+)/.exec(seen.out)?.[1]);
  expect(saved).toBeGreaterThan(0);
  expect(existsSync(join(folder, 'checkpoint.bin'))).toBe(true);
  const again = start(...words);
  await expect.poll(() => again.seen.out.includes('"iteration"'), { timeout: 60_000 }).toBe(true);
  const first = Number(/"iteration","metrics":\{"decisions":(\d+)/.exec(again.seen.out)?.[1]);
  expect(first).toBe(saved + 768);
  again.signal('SIGINT');
  expect(await again.ended).toBe(0);
  const run: unknown = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'));
  expect(run).toMatchObject({ state: 'stopped' });
});

test('a second training in the folder of one under way is refused, and the first one goes on', async () => {
  const folder = join(work, 'held');
  const words = ['--plan', planFile, '--decisions', '400000', '--json', '--out', folder];
  const first = start(...words);
  await expect.poll(() => first.seen.out.includes('"iteration"'), { timeout: 60_000 }).toBe(true);
  const second = await train(...words);
  expect(second).toMatchObject({
    code: 1,
    err: expect.stringMatching(/an agent is being trained in .*held \(process \d+ since .* UTC\); stop it/),
  });
  expect(JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))).toMatchObject({ state: 'running' });
  first.signal('SIGINT');
  expect(await first.ended).toBe(0);
  expect(JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))).toMatchObject({ state: 'stopped' });
  expect(existsSync(join(folder, 'lock'))).toBe(false);
});

test('a folder that holds another run is refused, and that run stays', async () => {
  const folder = join(work, 'one');
  const before = weights(folder);
  const words = ['--plan', planFile, '--decisions', '9216', '--seed', '6', '--out', folder];
  const { code, err } = await train(...words);
  expect({ code, err }).toEqual({
    code: 1,
    err: expect.stringContaining('holds a run with another seed (5, asked for 6)'),
  });
  expect(weights(folder).equals(before)).toBe(true);
});

test.each([
  [{ videos: {} }, 'videos: Invalid type: Expected Array but received Object'],
  [{ traces: { families: ['lte'] } }, 'traces.paths: Invalid key'],
  [{ hyperparameters: { minibatchSize: 1e6 } }, 'minibatchSize at most environments x stepsPerRollout'],
  [{ hyperparameters: { shards: 0 } }, 'hyperparameters.shards'],
])('a plan with %j is wrong use, told in a sentence', async (spoilt, message) => {
  const file = join(work, 'wrong.json');
  writeFileSync(file, JSON.stringify({ ...plan, ...spoilt }));
  const { code, err } = await train('--plan', file, '--decisions', '768', '--out', join(work, 'wrong'));
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(message) });
});

test('an agent that was trained plays, and can be started from', async () => {
  const folder = join(work, 'second');
  const from = join(work, 'one');
  const started = ['--plan', planFile, '--init', from, '--decisions', '768', '--out', folder];
  expect((await train(...started)).code).toBe(0);
  const record = readFileSync(join(folder, 'model', 'policy.json'), 'utf8');
  expect(record).toContain('"startedFrom": "one"');
  expect(record).not.toContain(work);
  const refused = await train(
    '--plan',
    planFile,
    '--init',
    work,
    '--decisions',
    '768',
    '--out',
    folder + '2',
  );
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('lacks policy.json') });
});

test.each([
  [
    'one level',
    { ...plan, videos: [{ path: 'one-level.json' }] },
    'expected at least 2 levels to choose from, got 1',
  ],
  ['no traces', { ...plan, traces: none }, 'expected at least one trace to train on, got none'],
  ['a folder without traces', { ...plan, traces: { ...none, paths: ['empty'] } }, 'no traces in'],
])('%s is refused in a sentence', async (name, spoilt, message) => {
  mkdirSync(join(work, 'empty'), { recursive: true });
  const sizes = Array.from({ length: 4 }, () => [2_000_000]);
  const movie = { segment_duration_ms: 2000, bitrates_kbps: [1000], segment_sizes_bits: sizes };
  writeFileSync(join(work, 'one-level.json'), JSON.stringify(movie));
  const file = join(work, 'spoilt.json');
  writeFileSync(file, JSON.stringify(spoilt));
  const folder = join(work, `refused ${name}`);
  const words = ['--plan', file, '--data', work, '--decisions', '768', '--out', folder];
  const { code, err } = await train(...words);
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(message) });
});

test('numbers that leave all bounds end the run with a sentence, and the last good model stays', async () => {
  const file = join(work, 'wild.json');
  const wild = { learningRate: { from: 1e30, to: 1e30 }, maxGradientNorm: 1e30, valueHuberDelta: 1e30 };
  writeFileSync(file, JSON.stringify({ ...plan, hyperparameters: { ...plan.hyperparameters, ...wild } }));
  const folder = join(work, 'one');
  const before = weights(folder);
  rmSync(join(folder, 'checkpoint.bin'));
  const { code, err } = await train('--plan', file, '--decisions', '90000', '--out', folder);
  expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('training diverged') });
  expect(weights(folder).equals(before)).toBe(true);
});
