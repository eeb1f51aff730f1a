import { existsSync, readFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import * as v from 'valibot';
import { evaluationSchema } from '../../shared/training';
import { writeAtomic } from '../files';

const floats = v.custom<Float32Array>((value) => value instanceof Float32Array);
const adam = v.object({ firstMoments: floats, secondMoments: floats, steps: v.number() });

const checkpointSchema = v.object({
  version: v.literal(1),
  budgetDecisions: v.number(),
  /** Seconds of training so far, pauses left out. */
  trainedSeconds: v.number(),
  trainer: v.object({
    decisions: v.number(),
    updates: v.number(),
    weights: floats,
    averaged: floats,
    policyAdam: adam,
    valueAdam: adam,
  }),
  best: v.nullable(evaluationSchema),
  /** The weights that the run began with. */
  start: floats,
});
/** A run's whole state between two iterations. */
export type Checkpoint = v.InferOutput<typeof checkpointSchema>;

export function writeCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  return writeAtomic(path, serialize(checkpoint));
}

/** The checkpoint of a run's folder; null when there is none. @throws Error, a sentence, when it cannot be used. */
export function readCheckpoint(path: string): Checkpoint | null {
  if (!existsSync(path)) return null;
  const bytes = readFileSync(path);
  try {
    return v.parse(checkpointSchema, deserialize(bytes));
  } catch (error) {
    throw new Error(
      `${path}: expected a checkpoint of this version, found ${bytes.length} bytes that are none`,
      { cause: error },
    );
  }
}
