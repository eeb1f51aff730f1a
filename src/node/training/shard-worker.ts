import { parentPort, workerData } from 'node:worker_threads';
import * as v from 'valibot';
import { mostLevels, sessionSource } from '../../core/training/session-mix';
import { Shard } from '../../core/training/shard';
import { makeVideo } from '../../core/model/video';
import { inlineWholeLoops } from '../benchmark/inlining';
import { loadTensorFlow } from '../tensorflow';
import { shardOrderSchema, type ShardAnswer, type ShardOrder, type ShardWork } from './shard-messages';
import { sentenceOf } from '../platform/sentence';

/** A thread of the training process: lets its shards play and learn as it is told. */
async function serve(): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('the shard worker runs in a worker thread only');
  const guarded = async (work: () => unknown): Promise<void> => {
    let answer: ShardAnswer;
    try {
      answer = { type: 'done', result: await work() };
    } catch (error) {
      answer = { type: 'failed', message: sentenceOf(error) };
    }
    port.postMessage(answer);
  };
  await guarded(async () => {
    const work = workerData as ShardWork; // made by team.ts of the same build
    const shards = await makeShards(work);
    port.on('message', (message: unknown) =>
      guarded(() => carryOut(work, shards, v.parse(shardOrderSchema, message))),
    );
  });
}

async function makeShards({ backend, mix, settings, seed, indices, weights }: ShardWork): Promise<Shard[]> {
  inlineWholeLoops();
  const { tf } = await loadTensorFlow(backend);
  const withVideos = <Parts extends Pick<ShardWork['mix'], 'videos'>>(parts: Parts) => ({
    ...parts,
    videos: parts.videos.map(makeVideo),
  });
  const whole = { ...withVideos(mix), scenarios: mix.scenarios?.map(withVideos) };
  const source = sessionSource(whole);
  const levels = mostLevels(whole);
  return indices.map((index) => new Shard({ tf, settings, source, levels, first: weights, seed, index }));
}

function carryOut({ weights, buffers }: ShardWork, shards: readonly Shard[], order: ShardOrder): unknown {
  const shard = shards[order.shard];
  if (order.type === 'collect') return shard.collect(weights);
  const { gradient, metrics } = buffers[order.shard];
  shard.step(weights, order.request, gradient, metrics);
  return undefined;
}

void serve();
