import { existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { TrainerState } from '../../core/training/trainer';
import { evaluationSchema, type TrainingEvaluation } from '../../shared/training';
import { writeAtomic } from '../files';
import { count, seconds } from '../../shared/numbers';

/** The first line of the file; the vectors follow as float32, little-endian, one behind the other. */
const headerSchema = v.object({
  version: v.literal(1),
  budgetDecisions: count,
  trainedSeconds: seconds,
  decisions: count,
  updates: count,
  policySteps: count,
  valueSteps: count,
  best: v.nullable(evaluationSchema),
  lengths: v.array(count),
});

/** A run's whole state between two iterations. */
export interface Checkpoint {
  readonly budgetDecisions: number;
  /** Seconds of training so far, pauses left out. */
  readonly trainedSeconds: number;
  readonly trainer: TrainerState;
  readonly best: TrainingEvaluation | null;
  /** The weights that the run began with. */
  readonly start: Float32Array;
}

/** (Not node:v8's serializer: Electron's memory cage ends the process in it.) */
export function writeCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  const { budgetDecisions, trainedSeconds, best, start } = checkpoint;
  const { decisions, updates, weights, averaged, policyAdam, valueAdam } = checkpoint.trainer;
  const vectors = [
    ...[weights, averaged, policyAdam.firstMoments, policyAdam.secondMoments],
    ...[valueAdam.firstMoments, valueAdam.secondMoments, start],
  ];
  const header: v.InferOutput<typeof headerSchema> = {
    ...{ version: 1, budgetDecisions, trainedSeconds, decisions, updates, best },
    ...{ policySteps: policyAdam.steps, valueSteps: valueAdam.steps },
    lengths: vectors.map(({ length }) => length),
  };
  const bytes = vectors.map((vector) => new Uint8Array(Float32Array.from(vector).buffer));
  return writeAtomic(path, Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), ...bytes]));
}

/** The checkpoint of a run's folder; null when there is none. @throws Error, a sentence, when it cannot be used. */
export function readCheckpoint(path: string): Checkpoint | null {
  if (!existsSync(path)) return null;
  const bytes = readFileSync(path);
  try {
    return parsed(bytes);
  } catch (error) {
    throw new Error(
      `${path}: expected a checkpoint of this version, found ${bytes.length} bytes that are none`,
      { cause: error },
    );
  }
}

function parsed(bytes: Buffer): Checkpoint {
  const end = bytes.indexOf('\n');
  const stated: unknown = JSON.parse(bytes.subarray(0, end).toString('utf8'));
  const { lengths, policySteps, valueSteps, ...header } = v.parse(headerSchema, stated);
  const floats = Uint8Array.from(bytes.subarray(end + 1));
  const expected = lengths.reduce((sum, length) => sum + length * 4, 0);
  if (lengths.length !== 7 || floats.length !== expected) throw new Error('cut off');
  let at = 0;
  const [weights, averaged, policyFirst, policySecond, valueFirst, valueSecond, start] = lengths.map(
    (length) => {
      at += length * 4;
      return new Float32Array(floats.buffer.slice(at - length * 4, at));
    },
  );
  const { decisions, updates, budgetDecisions, trainedSeconds, best } = header;
  return {
    ...{ budgetDecisions, trainedSeconds, best, start },
    trainer: {
      ...{ decisions, updates, weights, averaged },
      policyAdam: { firstMoments: policyFirst, secondMoments: policySecond, steps: policySteps },
      valueAdam: { firstMoments: valueFirst, secondMoments: valueSecond, steps: valueSteps },
    },
  };
}
