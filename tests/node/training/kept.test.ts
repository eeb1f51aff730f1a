import fc from 'fast-check';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { candidateFeatures, contextFeatures } from '../../../src/core/agent/features';
import { Layout } from '../../../src/core/agent/layout';
import { readModel, writeModelFiles } from '../../../src/node/models';
import { readCheckpoint, writeCheckpoint } from '../../../src/node/training/checkpoint';
import {
  formatRunLine,
  readRun,
  readRunLines,
  runFiles,
  writeRun,
} from '../../../src/node/training/run-folder';
import { hyperparametersSchema, policySchema } from '../../../src/shared/policy';
import {
  evaluationSchema,
  runLineSchema,
  trainingPlanSchema,
  trainingRunSchema,
} from '../../../src/shared/training';
import { extremeNumbers, plainZeros } from '../../arbitrary/extremes';
import { fromSchema } from '../../arbitrary/from-schema';
import { expectKept } from '../../arbitrary/kept';
import { temporaryFolder } from '../../temporary-folder';

/** One shard, and minibatches that a rollout of any length fills. */
const oneShard = (value: unknown): unknown => ({
  ...Object(value),
  shards: 1,
  environments: 8,
  minibatchSize: 8,
});
const oneScenario = (value: unknown): unknown => {
  const { scenarios, ...plan } = Object(value);
  return Array.isArray(scenarios) ? { ...plan, scenarios: scenarios.slice(0, 1) } : plan;
};
const fits = new Map<unknown, (value: unknown) => unknown>([
  [hyperparametersSchema, oneShard],
  [trainingPlanSchema, oneScenario],
]);

test('a training plan comes back from its file', async () => {
  await expectKept(
    trainingPlanSchema,
    (plan) => v.parse(trainingPlanSchema, JSON.parse(JSON.stringify(plan))),
    {
      fits,
    },
  );
});

test('a training run comes back from its folder', async () => {
  const folder = temporaryFolder('neuralstream-run');
  await expectKept(
    trainingRunSchema,
    async (run) => {
      await writeRun(folder, run);
      return readRun(folder);
    },
    { fits },
  );
});

test('lines of metrics come back one by one', async () => {
  const folder = temporaryFolder('neuralstream-run');
  await expectKept(runLineSchema, async (line) => {
    writeFileSync(runFiles(folder).metrics, formatRunLine(line));
    const lines = await readRunLines(folder);
    expect(lines).toHaveLength(1);
    return lines[0];
  });
});

test('a policy comes back with its weights', async () => {
  const folder = temporaryFolder('neuralstream-policy');
  const small = (value: unknown): unknown => ({
    ...Object(value),
    ...{ contextFeatures: [...contextFeatures], candidateFeatures: [...candidateFeatures] },
    ...{ policyUnits: [3, 2], valueUnits: [2, 1] },
  });
  await expectKept(
    policySchema,
    async (policy) => {
      const layout = new Layout(policy);
      const weights = layout.parts.map(({ name, shape }) => ({ name, shape, dtype: 'float32' }));
      const graph = { weightsManifest: [{ paths: ['weights.bin'], weights }] };
      const numbers = Float32Array.from({ length: layout.size }, (_, i) => i - 3.25);
      await writeModelFiles(folder, {
        policy: Buffer.from(JSON.stringify(policy)),
        graph: Buffer.from(JSON.stringify(graph)),
        weights: [{ name: 'weights.bin', bytes: new Uint8Array(numbers.buffer) }],
      });
      const read = readModel(folder);
      expect(read.weights).toEqual(numbers);
      return read.policy;
    },
    { fits: new Map([...fits, [policySchema, small]]) },
  );
});

test('a checkpoint comes back bit by bit, or is refused when it is written', async () => {
  const path = join(temporaryFolder('neuralstream-checkpoint'), 'checkpoint.bin');
  const numbers = fc.oneof(
    fc.float({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(...extremeNumbers),
  );
  const vectors = fc.array(fc.array(numbers, { maxLength: 3 }), { minLength: 7, maxLength: 7 });
  const counts = fc.array(fc.oneof(fc.maxSafeNat(), fc.constantFrom(...extremeNumbers)), {
    minLength: 6,
    maxLength: 6,
  });
  const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
  await fc.assert(
    fc.asyncProperty(vectors, counts, fromSchema(evaluationSchema), async (found, whole, evaluation) => {
      rmSync(path, { force: true });
      const [weights, averaged, ...rest] = found.map((vector) => Float32Array.from(vector));
      const [policyFirst, policySecond, valueFirst, valueSecond, start] = rest;
      const [budgetDecisions, trainedSeconds, decisions, updates, policySteps, valueSteps] = whole.map(
        (value) => value + 0,
      );
      const checkpoint = {
        ...{ budgetDecisions, trainedSeconds, start },
        best: v.parse(evaluationSchema, plainZeros(evaluation)),
        trainer: {
          ...{ decisions, updates, weights, averaged },
          policyAdam: { firstMoments: policyFirst, secondMoments: policySecond, steps: policySteps },
          valueAdam: { firstMoments: valueFirst, secondMoments: valueSecond, steps: valueSteps },
        },
      };
      const storable =
        found.flat().every((number) => Number.isFinite(Math.fround(number))) &&
        [budgetDecisions, decisions, updates, policySteps, valueSteps].every(isCount) &&
        trainedSeconds >= 0 &&
        trainedSeconds <= 1e9;
      const written = await writeCheckpoint(path, checkpoint).then(
        () => true,
        () => false,
      );
      expect(written).toBe(storable);
      if (written) expect(readCheckpoint(path)).toEqual(checkpoint);
    }),
    { numRuns: 150 },
  );
});
