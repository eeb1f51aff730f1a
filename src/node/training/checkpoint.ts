import * as v from 'valibot';
import type { TrainerState } from '../../core/training/trainer';
import { count, seconds } from '../../shared/numbers';
import { checkForeign } from '../../shared/foreign';
import { evaluationSchema, type TrainingEvaluation } from '../../shared/training';
import { errorCode, writeAtomic } from '../files';
import { checksumFault, contentText, sha256 } from '../platform/checksum';
import { shownFile } from '../platform/file-kinds';
import { readForeignBytesSync } from '../platform/foreign-file-sync';

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
  lengths: v.pipe(v.array(count), v.length(7)),
  /** SHA-256 of the rest of the header and of the vectors; checkpoints of earlier versions have none. */
  sha256: v.optional(v.string()),
});
type Header = v.InferOutput<typeof headerSchema>;

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

/**
 * Writes a run's state. (Not with node:v8's serializer: Electron's memory cage ends the process in it.)
 * @throws Error when a number of it is NaN or infinite; the checkpoint that was there stays then.
 */
export async function writeCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  const { budgetDecisions, trainedSeconds, best } = checkpoint;
  const { decisions, updates, policyAdam, valueAdam } = checkpoint.trainer;
  const vectors = vectorsOf(checkpoint);
  const fault = numberFault(vectors);
  if (fault !== null) throw new Error(`the checkpoint is not kept: ${fault}`);
  const header = {
    ...{ version: 1, budgetDecisions, trainedSeconds, decisions, updates, best },
    ...{ policySteps: policyAdam.steps, valueSteps: valueAdam.steps },
    lengths: vectors.map(({ length }) => length),
  } satisfies Header;
  const checkedHeader = checkForeign(headerSchema, header);
  if (!checkedHeader.success) throw new Error(`the checkpoint is not kept: ${checkedHeader.problem}`);
  const floats = Buffer.concat(vectors.map((vector) => new Uint8Array(Float32Array.from(vector).buffer)));
  const checked = JSON.stringify({ ...header, sha256: checksumOf(header, floats) });
  await writeAtomic(path, Buffer.concat([Buffer.from(`${checked}\n`), floats]));
}

/** The checkpoint of a run's folder; null when there is none. @throws Error, a sentence, when it cannot be used. */
export function readCheckpoint(path: string): Checkpoint | null {
  const bytes = bytesOf(path);
  if (bytes === null) return null;
  const file = shownFile(path, 'checkpoint');
  const end = bytes.indexOf('\n');
  const stated = jsonOrNull(bytes.subarray(0, Math.max(end, 0)).toString('utf8'));
  const header = v.safeParse(headerSchema, stated);
  const floats = bytes.subarray(end + 1);
  if (!header.success || floats.length !== sum(header.output.lengths) * 4) {
    throw new Error(
      `${file}: expected a checkpoint of this version, found ${bytes.length} bytes that are none`,
    );
  }
  const { sha256: checksum } = header.output;
  if (checksum !== undefined && checksum !== checksumOf(Object(stated), floats)) {
    throw new Error(`${file}: ${checksumFault}`);
  }
  const checkpoint = checkpointOf(header.output, floats);
  const fault = numberFault(vectorsOf(checkpoint));
  if (fault !== null) throw new Error(`${file}: ${fault}`);
  return checkpoint;
}

function bytesOf(path: string): Buffer | null {
  try {
    return readForeignBytesSync(path, 'checkpoint');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function checkpointOf({ lengths, policySteps, valueSteps, ...header }: Header, floats: Buffer): Checkpoint {
  const bytes = Uint8Array.from(floats); // aligned
  let at = 0;
  const [weights, averaged, policyFirst, policySecond, valueFirst, valueSecond, start] = lengths.map(
    (length) => {
      at += length * 4;
      return new Float32Array(bytes.buffer.slice(at - length * 4, at));
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

/** In the order in which they stand in the file. */
function vectorsOf({ trainer, start }: Checkpoint): Float32Array[] {
  const { weights, averaged, policyAdam, valueAdam } = trainer;
  return [
    ...[weights, averaged, policyAdam.firstMoments, policyAdam.secondMoments],
    ...[valueAdam.firstMoments, valueAdam.secondMoments, start],
  ];
}

function numberFault(vectors: readonly Float32Array[]): string | null {
  for (const [row, vector] of vectors.entries()) {
    const at = vector.findIndex((number) => !Number.isFinite(number));
    if (at >= 0) return `expected numbers, found ${vector[at]} at ${at} of vector ${row}`;
  }
  return null;
}

function checksumOf(header: object, floats: Uint8Array): string {
  return sha256(Buffer.concat([Buffer.from(contentText(header)), floats]));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
