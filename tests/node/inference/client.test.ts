import { expect, test } from 'vitest';
import { InferenceClient } from '../../../src/node/inference/client';
import { fakeForks } from '../fake-port';

const input = { context: new Float32Array(1), candidates: new Float32Array(1) };
const result = { scores: [1], value: 2 };

test('the exit of a process that was stopped leaves the questions to the next process alone', async () => {
  const { fork, ports } = fakeForks();
  const client = new InferenceClient(fork);
  const first = client.infer('agent', 'v', input);
  client.stop();
  const second = client.infer('agent', 'v', input);
  ports[0].exit();
  await expect(first).rejects.toThrow('the inference process ended');
  const { id } = Object(ports[1].posted[0]);
  ports[1].answer({ id, native: true, result, problem: null });
  expect(await second).toEqual(result);
  expect(ports).toHaveLength(2);
});

test('a late answer of the old process is not taken for one of the new', async () => {
  const { fork, ports } = fakeForks();
  const client = new InferenceClient(fork);
  const first = client.infer('agent', 'v', input);
  client.stop();
  const second = client.infer('agent', 'v', input);
  for (const { posted } of ports) expect(posted).toMatchObject([{ folder: 'agent', version: 'v' }]);
  ports[0].answer({ id: Object(ports[0].posted[0]).id, native: true, result, problem: null });
  expect(await first).toEqual(result);
  ports[1].exit();
  await expect(second).rejects.toThrow('the inference process ended');
});

test('a process that died is replaced by the next question', async () => {
  const { fork, ports } = fakeForks();
  const client = new InferenceClient(fork);
  const first = client.infer('agent', 'v', input);
  ports[0].exit(1);
  await expect(first).rejects.toThrow('the inference process ended');
  const second = client.infer('agent', 'v', input);
  ports[1].answer({ id: Object(ports[1].posted[0]).id, native: false, result: null, problem: null });
  expect(await second).toBeNull();
});
