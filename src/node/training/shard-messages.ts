import * as v from 'valibot';
import type { Hyperparameters } from '../../core/training/hyperparameters';
import type { Scenario, SessionMix } from '../../core/training/session-mix';
import type { VideoFields } from '../../core/model/video';
import type { TensorBackend } from '../../shared/tensor-backend';
import { count, finiteNumber, notNegative } from '../../shared/numbers';

/** Sessions' parts as they cross to a thread, their videos without what is worked out from their fields. */
type Bare<Parts> = Omit<Parts, 'videos'> & { readonly videos: readonly VideoFields[] };

/** What a thread of shards is told at its start; the numbers of traces, weights and buffers lie in shared memory. */
export interface ShardWork {
  readonly backend: TensorBackend;
  readonly settings: Hyperparameters;
  readonly mix: Bare<Omit<SessionMix, 'scenarios'>> & { readonly scenarios?: readonly Bare<Scenario>[] };
  readonly seed: number;
  /** Which shards it plays. */
  readonly indices: readonly number[];
  /** At a thread's start those that the run began with, also where it is gone on with; then those that are learnt. */
  readonly weights: Float32Array;
  readonly buffers: readonly { readonly gradient: Float32Array; readonly metrics: Float64Array }[];
}

/** To a thread: let one of its shards (by its place in `indices`) play or learn. */
export const shardOrderSchema = v.variant('type', [
  v.object({ type: v.literal('collect'), shard: count }),
  v.object({
    type: v.literal('step'),
    shard: count,
    request: v.object({
      minibatch: count,
      minibatches: count,
      samples: notNegative, // a mean over the minibatches
      advantageMean: finiteNumber,
      advantageScale: finiteNumber,
      entropyCoef: finiteNumber,
    }),
  }),
]);
export type ShardOrder = v.InferOutput<typeof shardOrderSchema>;

export const shardAnswerSchema = v.variant('type', [
  v.object({ type: v.literal('done'), result: v.unknown() }),
  v.object({ type: v.literal('failed'), message: v.string() }),
]);
export type ShardAnswer = v.InferOutput<typeof shardAnswerSchema>;
