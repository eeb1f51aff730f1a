import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-node';
import { expect, test } from 'vitest';
import { ppo } from '../../src/core/abr/ppo';
import type { AgentView } from '../../src/core/abr/algorithm-entry';
import { softmax } from '../../src/core/agent/categorical';
import { parsePublishedLog } from '../../src/core/benchmark/published-log';
import { makeRandom } from '../../src/core/stats/random';
import { makeQoe } from '../../src/core/qoe/qoe';
import { evaluate } from '../../src/core/training/evaluate';
import { syntheticLadder } from '../../src/core/training/synthetic-video';
import { TraceBandwidth } from '../../src/core/trace/bandwidth';
import { readTraces } from '../../src/node/trace-files';
import { readVideo } from '../../src/node/video-files';
import { dataFolder, dataPath } from '../data';
import { NativeModel } from '../../src/node/inference/native-model';
import { modelFolder, projectResources, readModel } from '../../src/node/models';
import { sha256 } from '../../src/node/platform/checksum';
import { policyOf } from '../../src/shared/policy';

const model = readModel(modelFolder('default', projectResources()));
const policy = policyOf(model);

test('the shipped model is held against its checksums, and its weights are those it was published with', () => {
  const folder = modelFolder('default', projectResources());
  const { checksums } = JSON.parse(readFileSync(join(folder, 'policy.json'), 'utf8'));
  // sha256sum resources/models/default/weights.bin at the commit before checksums.
  const published = '1bf3099f24fac1a5b61bf9bc4bd5002f918634cc9b8df1791af06cafb4f4e120';
  expect(checksums['weights.bin']).toBe(published);
  expect(sha256(readFileSync(join(folder, 'weights.bin')))).toBe(published);
});

/** Decisions on random sessions of random ladders, as the player would ask for them. */
function randomViews(count: number): AgentView[] {
  const random = makeRandom(17);
  const views: AgentView[] = [];
  while (views.length < count) {
    const ladderKbps = syntheticLadder(Math.floor(1e6 * random()));
    const chunkSeconds = 1 + 9 * random();
    const video = { ladderKbps, chunkSeconds, chunkCount: 60 };
    const agent = ppo({ qoe: makeQoe(random() < 0.5 ? 'lin' : 'log', ladderKbps), video }, policy, (view) =>
      views.push(view),
    );
    const downloads = [];
    for (let chunkIndex = 1; chunkIndex <= 12; chunkIndex++) {
      const kilobits = ladderKbps[Math.floor(ladderKbps.length * random())] * chunkSeconds;
      downloads.push({ kilobits, seconds: kilobits / (100 * 100 ** random()), firstByteSeconds: 0.05 });
      agent.decide({
        ...{ chunkIndex, chunksLeft: 60 - chunkIndex, chunkSeconds, ladderKbps, downloads },
        ...{ bufferSeconds: 30 * random(), bufferCapSeconds: 60, upcomingChunkKilobits: null },
        lastLevel: Math.floor(ladderKbps.length * random()),
      });
    }
  }
  return views;
}

test('the shipped agent decides within 1e-5 of native TensorFlow.js on 3,000 observations', () => {
  const native = new NativeModel(tf, model);
  let worst = 0;
  for (const { context, candidates, probabilities } of randomViews(3000)) {
    const theirs = softmax(native.infer({ context, candidates }).scores);
    probabilities.forEach((own, level) => (worst = Math.max(worst, Math.abs(own - theirs[level]))));
  }
  expect(worst).toBeLessThan(1e-5);
});

test('its record says what made it: seed, data, settings and commit', () => {
  const { training } = model.policy;
  expect(training.commit).toMatch(/^[0-9a-f]{40}$/);
  expect(training.startedFrom).toBe('default-8');
  expect(training.traces.length).toBeGreaterThan(10);
  expect(JSON.stringify(model.policy)).not.toMatch(/"\//);
});

test.skipIf(dataFolder === null)(
  'on the open Norway traces it beats the published logs of PPO and Pensieve, and the best published mean (Comyco)',
  () => {
    const video = readVideo(dataPath('video/envivio'));
    const qoe = makeQoe('lin', video.ladderKbps);
    const traces = readTraces([dataPath('reference/norway/traces')]);
    const sessions = traces.map((trace) => {
      return { video, qoe, bandwidth: new TraceBandwidth(trace), bufferCapSeconds: 60, hidesSizes: false };
    });
    const own = evaluate(sessions, (context) => ppo(context, policy)).qoe;
    expect(own).toBeGreaterThan(0.983);
    for (const algorithm of ['ppo', 'rl']) {
      const logged = traces.map(({ name }) => {
        const rows = parsePublishedLog(
          name,
          readFileSync(dataPath('reference/norway/logs', algorithm, name), 'utf8'),
        );
        return rows.slice(1).reduce((sum, { reward }) => sum + reward, 0) / (rows.length - 1);
      });
      expect(own).toBeGreaterThan(logged.reduce((sum, qoe) => sum + qoe, 0) / logged.length);
    }
  },
);
