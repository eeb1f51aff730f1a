import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { readCheckpoint, writeCheckpoint, type Checkpoint } from '../../../src/node/training/checkpoint';
import { anyDamage, damageFile } from '../platform/damage-file';

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

test('whatever the damage, a checkpoint is the same to the last bit or refused in a sentence', async () => {
  const file = join(work, 'e');
  await writeCheckpoint(file, checkpoint);
  const whole = readFileSync(file);
  fc.assert(
    fc.property(anyDamage, (damage) => {
      writeFileSync(file, whole);
      damageFile(file, damage);
      try {
        expect(readCheckpoint(file)).toEqual(checkpoint);
      } catch (error) {
        expect(error).toMatchObject({ message: expect.stringMatching(/^e: (expected|its content)/) });
      }
    }),
    { seed: 5, numRuns: 300 },
  );
});

test('a checkpoint of the version before, which has no checksum, is read; a NaN in it is refused', async () => {
  const file = join(work, 'f');
  await writeCheckpoint(file, checkpoint);
  const bytes = readFileSync(file);
  const end = bytes.indexOf('\n');
  const header = bytes
    .subarray(0, end)
    .toString('utf8')
    .replace(/,"sha256":"[0-9a-f]{64}"/, '');
  const old = Buffer.concat([Buffer.from(`${header}\n`), bytes.subarray(end + 1)]);
  writeFileSync(file, old);
  expect(readCheckpoint(file)).toEqual(checkpoint);
  old.writeFloatLE(NaN, header.length + 1 + 4);
  writeFileSync(file, old);
  expect(() => readCheckpoint(file)).toThrow('f: expected numbers, found NaN at 1 of vector 0');
});

test.each([NaN, Infinity, -Infinity])(
  'a state with %s in it is not kept: the checkpoint before it stays',
  async (value) => {
    const file = join(work, 'g');
    await writeCheckpoint(file, checkpoint);
    const trainer = { ...checkpoint.trainer, averaged: Float32Array.of(4, value, 6) };
    await expect(writeCheckpoint(file, { ...checkpoint, trainer })).rejects.toThrow(
      `the checkpoint is not kept: expected numbers, found ${value} at 1 of vector 1`,
    );
    expect(readCheckpoint(file)).toEqual(checkpoint);
  },
);

test('a place that cannot be written is told, and what was there stays', async () => {
  const file = join(work, 'c');
  await writeCheckpoint(file, checkpoint);
  await expect(writeCheckpoint(join(file, 'd'), checkpoint)).rejects.toThrow('"d" cannot be written');
  expect(readCheckpoint(file)).toEqual(checkpoint);
});
