import { makeQoe } from '../../../src/core/qoe/qoe';
import type { Layout } from '../../../src/core/agent/layout';
import { lossMetrics } from '../../../src/core/training/loss';
import { syntheticVideo } from '../../../src/core/training/synthetic-video';
import { Shard, type ShardInput } from '../../../src/core/training/shard';
import type { ShardHandle } from '../../../src/core/training/trainer';
import type { TrainingSetup } from '../../../src/core/training/training-session';
import { TraceBandwidth } from '../../../src/core/trace/bandwidth';

const video = syntheticVideo({ ladderKbps: [300, 900, 2700], chunkSeconds: 4, chunkCount: 24, seed: 1 });

/** What small trainings play: level 1 comes in time, level 2 stalls. */
export const setup: TrainingSetup = {
  ...{ video, qoe: makeQoe('lin', video.ladderKbps), bufferCapSeconds: 60, hidesSizes: false },
  bandwidth: new TraceBandwidth({ name: 'link', kbps: [1500, 1100], durationsSeconds: [30, 30] }),
  ...{ plain: false, kind: 'link' },
};

/** A shard of such a training, worked in this thread. */
export function inThreadShard(
  input: Pick<ShardInput, 'tf' | 'settings' | 'seed' | 'index'>,
  weights: Float32Array,
  layout: Layout,
  played = setup,
): ShardHandle {
  const first = Float32Array.from(weights);
  const shard = new Shard({ ...input, first, source: () => played, levels: video.ladderKbps.length });
  const gradient = new Float32Array(layout.size);
  const metrics = new Float64Array(lossMetrics.length);
  return {
    ...{ rows: shard.rows, gradient, metrics },
    collect: () => Promise.resolve(shard.collect(weights)),
    step: (request) => Promise.resolve(shard.step(weights, request, gradient, metrics)),
  };
}
