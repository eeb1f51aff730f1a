import { expect, test } from 'vitest';
import type { InferenceInput } from '../../../src/shared/inference';
import { Batcher } from '../../../src/node/inference-server/batcher';
import { Counter, Histogram } from '../../../src/node/inference-server/metrics';
import { Sessions, type Kept } from '../../../src/node/inference-server/sessions';
import { applicationLibrary } from '../../../src/node/platform/data-folder';

const inputOf = (value: number): InferenceInput => ({
  context: Float32Array.of(value),
  candidates: Float32Array.of(0),
});

test('what comes in one turn of the event loop is one batch, and each gets its own answer', async () => {
  const sizes: number[] = [];
  const model = {
    inferBatch: (inputs: readonly InferenceInput[]) =>
      inputs.map(({ context }) => ({ scores: [context[0]], value: 2 * context[0] })),
  };
  const batcher = new Batcher(model, (size) => sizes.push(size));
  const together = await Promise.all([1, 2, 3].map((value) => batcher.infer(inputOf(value))));
  const alone = await batcher.infer(inputOf(4));
  expect([...together, alone].map(({ value }) => value)).toEqual([2, 4, 6, 8]);
  expect(sizes).toEqual([3, 1]);
});

test('a batch that fails fails each of its questions, and no later one', async () => {
  let isBroken = true;
  const model = {
    inferBatch: (inputs: readonly InferenceInput[]) => {
      if (isBroken) throw new Error('broken');
      return inputs.map(() => ({ scores: [0], value: 0 }));
    },
  };
  const batcher = new Batcher(model, () => undefined);
  const both = await Promise.allSettled([batcher.infer(inputOf(1)), batcher.infer(inputOf(2))]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  isBroken = false;
  await expect(batcher.infer(inputOf(3))).resolves.toEqual({ scores: [0], value: 0 });
});

test('a counter and a histogram are written as Prometheus reads them', () => {
  const counter = new Counter('asked_total', 'Questions.');
  counter.add({ route: '/a"b', status: 200 });
  counter.add({ route: '/a"b', status: 200 }, 2);
  expect(counter.text()).toBe(
    '# HELP asked_total Questions.\n# TYPE asked_total counter\nasked_total{route="/a\\"b",status="200"} 3\n',
  );
  const histogram = new Histogram('took_seconds', 'Time.', [1, 2]);
  for (const value of [0.5, 1, 1.5, 4]) histogram.observe(value);
  expect(histogram.text().split('\n').slice(2, -1)).toEqual([
    'took_seconds_bucket{le="1"} 2',
    'took_seconds_bucket{le="2"} 3',
    'took_seconds_bucket{le="+Inf"} 4',
    'took_seconds_sum 7',
    'took_seconds_count 4',
  ]);
});

test('a session is forgotten when it was not used for its time, and only then', () => {
  let now = 0;
  const sessions = new Sessions<Kept>({ count: 2, expirySeconds: 10 }, () => now);
  const session = (id: string) => ({ id, usedAtSeconds: 0 });
  const [one, other, third] = ['one', 'other', 'third'].map(session);
  sessions.add(one);
  now = 5;
  sessions.add(other);
  expect(() => sessions.add(third)).toThrow('2 sessions are open, which is the limit');
  now = 9;
  expect(sessions.use('one')).toBe(one);
  now = 16; // the other one was last used at 5, this one at 9
  expect(sessions.count).toBe(1);
  expect(() => sessions.use('other')).toThrow('there is no such session');
  sessions.add(third);
  expect(sessions.use('one')).toBe(one);
});

test("the application's library lies where Electron keeps the data of a user", () => {
  const folder = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv) =>
    applicationLibrary(platform, env, '/home/ada').replaceAll('\\', '/');
  expect(folder('linux', {})).toBe('/home/ada/.config/NeuralStream/library');
  expect(folder('linux', { XDG_CONFIG_HOME: '/x' })).toBe('/x/NeuralStream/library');
  expect(folder('darwin', {})).toBe('/home/ada/Library/Application Support/NeuralStream/library');
  expect(folder('win32', { APPDATA: '/roaming' })).toBe('/roaming/NeuralStream/library');
  for (const platform of ['linux', 'darwin', 'win32'] as const)
    expect(folder(platform, { NEURALSTREAM_DATA: '/mine', XDG_CONFIG_HOME: '/x' })).toBe('/mine/library');
});
