import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ppo } from '../../../src/core/abr/ppo';
import type { AgentView } from '../../../src/core/abr/algorithm-entry';
import { makeQoe } from '../../../src/core/qoe/qoe';
import { backendVariable } from '../../../src/node/tensorflow';
import type { InferenceServer } from '../../../src/node/inference-server/server';
import { readModel } from '../../../src/node/models';
import { policyOf } from '../../../src/shared/policy';
import { defaultServed, post, startService } from './world';

let service: InferenceServer;
beforeAll(async () => {
  vi.stubEnv(backendVariable, 'wasm');
  service = await startService();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await service.stop();
});

test('without native TensorFlow the service decides the same on the WASM backend', async () => {
  const ladderKbps = [300, 900, 2700];
  const observation = {
    ...{ chunkIndex: 3, chunksLeft: 10, chunkSeconds: 4, ladderKbps, lastLevel: 1 },
    ...{ upcomingChunkKilobits: null, bufferSeconds: 8, bufferCapSeconds: 20 },
    downloads: [{ kilobits: 3000, seconds: 1.5, firstByteSeconds: 0.1 }],
  };
  const views: AgentView[] = [];
  const video = { ladderKbps, chunkSeconds: 4, chunkCount: 13 };
  const policy = policyOf(readModel(defaultServed.folder));
  ppo({ qoe: makeQoe('lin', ladderKbps), video }, policy, (view) => views.push(view)).decide(observation);
  const { text } = await post(service.address, '/v1/decision', { observation });
  const { level, probabilities }: { level: number; probabilities: number[] } = Object(JSON.parse(text));
  expect(level).toBe(views[0].level);
  views[0].probabilities.forEach((share, at) => expect(probabilities[at]).toBeCloseTo(share, 5));
});
