import { Worker } from 'node:worker_threads';
import * as v from 'valibot';
import type { Hyperparameters } from '../../core/training/hyperparameters';
import type { SessionMix, SessionParts } from '../../core/training/session-mix';
import { lossMetrics } from '../../core/training/loss';
import type { CollectedSums, StepRequest } from '../../core/training/shard';
import type { ShardHandle, Team } from '../../core/training/trainer';
import type { TensorBackend } from '../../shared/tensor-backend';
import { shareTrace } from '../benchmark/messages';
import { shardAnswerSchema, type ShardOrder, type ShardWork } from './shard-messages';

export interface WorkerTeam extends Team {
  /** Ends the threads. */
  stop(): Promise<void>;
}

export interface TeamOptions {
  /** Built script of shard-worker.ts. */
  readonly workerFile: string;
  /** Threads; the weights do not depend on it. */
  readonly threads: number;
  readonly backend: TensorBackend;
  readonly settings: Hyperparameters;
  readonly mix: SessionMix;
  readonly seed: number;
  readonly weights: Float32Array;
}

/** The shards of a run in worker threads, with weights and gradients in memory that all of them share. */
export async function startTeam(options: TeamOptions): Promise<WorkerTeam> {
  const { settings } = options;
  const weights = sharedFloats(options.weights.length);
  weights.set(options.weights);
  const threads = Math.max(1, Math.min(options.threads, settings.shards));
  const members = Array.from({ length: threads }, (_, thread) =>
    startMember(options, weights, thread, threads),
  );
  const stop = async (): Promise<void> => {
    await Promise.all(members.map(({ worker }) => worker.terminate()));
  };
  try {
    await Promise.all(members.map(({ ready }) => ready));
  } catch (error) {
    await stop();
    throw error;
  }
  const shards = Array.from(
    { length: settings.shards },
    (_, index) => members[index % threads].handles[Math.floor(index / threads)],
  );
  return { weights, shards, stop };
}

function startMember(
  { workerFile, backend, settings, mix, seed }: TeamOptions,
  weights: Float32Array,
  thread: number,
  threads: number,
) {
  const indices = Array.from({ length: settings.shards }, (_, i) => i).filter((i) => i % threads === thread);
  const buffers = indices.map(() => ({
    gradient: sharedFloats(weights.length),
    metrics: new Float64Array(new SharedArrayBuffer(lossMetrics.length * 8)),
  }));
  const work: ShardWork = {
    ...{ backend, settings, seed, indices, weights, buffers },
    mix: {
      ...mix,
      ...shareParts(mix),
      scenarios: mix.scenarios?.map((scenario) => ({ ...scenario, ...shareParts(scenario) })),
    },
  };
  const worker = new Worker(workerFile, { workerData: work });
  const line = new ShardLine(worker);
  const rows = (settings.environments / settings.shards) * settings.stepsPerRollout;
  const handles = buffers.map(({ gradient, metrics }, shard): ShardHandle => ({
    ...{ rows, gradient, metrics },
    collect: () => line.ask<CollectedSums>({ shard, type: 'collect' }),
    step: (request: StepRequest) => line.ask<void>({ shard, type: 'step', request }),
  }));
  return { worker, handles, ready: line.ready };
}

/** What can cross to a thread, the numbers of the traces in memory that all share. */
function shareParts({ videos, traces, unaugmentedTraces }: SessionParts) {
  return {
    videos: videos.map(({ name, ladderKbps, chunkSeconds, chunkKilobits }) => ({
      ...{ name, ladderKbps, chunkSeconds, chunkKilobits },
    })),
    traces: traces.map(shareTrace),
    unaugmentedTraces: unaugmentedTraces?.map(shareTrace),
  };
}

/** Orders to one thread, answered in the order in which they were given. */
class ShardLine {
  readonly ready: Promise<void>;
  private readonly waiting: { resolve: (result: unknown) => void; reject: (error: Error) => void }[] = [];
  private fault: Error | null = null;

  constructor(private readonly worker: Worker) {
    this.ready = new Promise<unknown>((resolve, reject) => this.waiting.push({ resolve, reject })).then(
      () => undefined,
    );
    worker.on('message', (message: unknown) => {
      const answer = v.parse(shardAnswerSchema, message);
      if (answer.type === 'failed') this.fail(new Error(answer.message));
      else this.waiting.shift()?.resolve(answer.result);
    });
    worker.on('error', (error) => this.fail(error));
    worker.on('exit', () => this.fail(new Error('a training thread ended early')));
  }

  ask<Result>(order: ShardOrder): Promise<Result> {
    if (this.fault) return Promise.reject(this.fault);
    return new Promise<Result>((resolve, reject) => {
      this.waiting.push({ resolve: (result) => resolve(result as Result), reject });
      this.worker.postMessage(order);
    });
  }

  private fail(error: Error): void {
    this.fault ??= error;
    for (const { reject } of this.waiting.splice(0)) reject(this.fault);
  }
}

function sharedFloats(length: number): Float32Array {
  return new Float32Array(new SharedArrayBuffer(length * 4));
}
