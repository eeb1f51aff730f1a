import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readCheckpoint, writeCheckpoint, type Checkpoint } from '../../../src/node/training/checkpoint';

const work = mkdtempSync(join(tmpdir(), 'checkpoint-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const adam = (steps: number) => ({
  ...{ firstMoments: Float32Array.of(steps, 0.1), secondMoments: Float32Array.of(0.2), steps },
});
const checkpoint: Checkpoint = {
  ...{ budgetDecisions: 100, trainedSeconds: 1.5, start: Float32Array.of(9, 8, 7) },
  best: { decisions: 10, score: 0.3, qoe: null, rebuffer_seconds_per_chunk: 0, best: true },
  trainer: {
    ...{ decisions: 50, updates: 5, policyAdam: adam(3), valueAdam: adam(4) },
    weights: Float32Array.of(1 / 3, -2, 1e-30),
    averaged: Float32Array.of(4, 5, 6),
  },
};

test('a checkpoint is read as it was written, to the last bit', async () => {
  const file = join(work, 'a');
  expect(readCheckpoint(file)).toBeNull();
  await writeCheckpoint(file, checkpoint);
  expect(readCheckpoint(file)).toEqual(checkpoint);
});

test.each([
  ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 1)],
  [
    'of another version',
    (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace('"version":1', '"version":2'), 'latin1'),
  ],
  ['nothing', () => Buffer.alloc(0)],
])('one that is %s is refused in a sentence', async (_, spoil) => {
  const file = join(work, 'b');
  await writeCheckpoint(file, checkpoint);
  writeFileSync(file, spoil(readFileSync(file)));
  expect(() => readCheckpoint(file)).toThrow('expected a checkpoint of this version, found');
});

test('a place that cannot be written is told, and what was there stays', async () => {
  const file = join(work, 'c');
  await writeCheckpoint(file, checkpoint);
  await expect(writeCheckpoint(join(file, 'd'), checkpoint)).rejects.toThrow('"d" cannot be written');
  expect(readCheckpoint(file)).toEqual(checkpoint);
});
