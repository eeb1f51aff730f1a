import { expect, test } from 'vitest';
import type { Observation } from '../../../src/core/model/algorithm';
import { ppo } from '../../../src/core/abr/ppo';
import type { AgentView } from '../../../src/core/abr/algorithm-entry';
import { argmax, softmax } from '../../../src/core/agent/categorical';
import { makeQoe } from '../../../src/core/qoe/qoe';
import { candidateFeatures, candidateSize } from '../../../src/core/agent/features';
import { Layout } from '../../../src/core/agent/layout';
import { Policy } from '../../../src/core/agent/policy';
import { scaleQoe } from '../../../src/core/agent/qoe-scale';
import { sensitivity } from '../../../src/core/agent/sensitivity';

const ladderKbps = [1000, 2000, 4000];
const layout = new Layout({ policyUnits: [2, 2], valueUnits: [1, 1] });

/**
 * A network that scores each level by its quality minus ten times the buffer that it would overdraw at the last
 * throughput: the highest level that comes in time.
 */
function inTime(): Policy {
  const flat = new Float32Array(layout.size);
  const own = layout.of(flat, 'policy_candidates/kernel');
  const put = (feature: string, unit: number, weight: number): void => {
    const at = candidateFeatures.indexOf(feature);
    if (at < 0 || at >= candidateSize) throw new Error(`no feature ${feature}`);
    own[at * 2 + unit] = weight;
  };
  put('quality', 0, 1);
  put('stall loss at the last', 1, 1);
  layout.of(flat, 'policy_second/kernel').set([1, 0, 0, 1]);
  layout.of(flat, 'scores/kernel').set([1, -10]);
  return new Policy(layout, flat);
}

function seen(kbps: number, bufferSeconds: number): Observation {
  const kilobits = 8000;
  return {
    ...{ chunkIndex: 3, chunksLeft: 20, chunkSeconds: 4, ladderKbps, lastLevel: 1 },
    ...{ bufferSeconds, bufferCapSeconds: 30, upcomingChunkKilobits: null },
    downloads: [1, 2, 3].map(() => ({ kilobits, seconds: kilobits / kbps, firstByteSeconds: 0 })),
  };
}

test('probabilities by hand, however large the scores', () => {
  expect(softmax([0, Math.log(3)])).toEqual([expect.closeTo(0.25, 12), expect.closeTo(0.75, 12)]);
  expect(softmax([1000, 1000])).toEqual([0.5, 0.5]);
  expect(argmax([1, 3, 3])).toBe(1);
});

test('the agent takes the highest score, says how sure it is and shows what it came from', () => {
  const views: AgentView[] = [];
  const agent = ppo(
    { qoe: makeQoe('lin', ladderKbps), video: { ladderKbps, chunkSeconds: 4, chunkCount: 24 } },
    inTime(),
    (view) => views.push(view),
  );
  // 3 Mbit/s: 8,000 kbit of level 1 take 2.7 s, 16,000 of level 2 5.3 s; there are 4 s.
  expect(agent.decide(seen(3000, 4)).level).toBe(1);
  expect(agent.decide(seen(3000, 6)).level).toBe(2);
  expect(views.map(({ level }) => level)).toEqual([1, 2]);
  expect(views[0].probabilities.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12);
  expect(agent.decide({ ...seen(3000, 4), downloads: [] }).level).toBe(0);
});

test('the sensitivity finds where the decision turns', () => {
  const { throughputKbps, bufferSeconds } = sensitivity(
    inTime(),
    scaleQoe(makeQoe('lin', ladderKbps)),
    seen(3000, 4),
  );
  // Level 2 is worth 0.2 s of stall (a quarter a second counts against it, ten times): from 3.8 Mbit/s or 5.13 s of buffer
  // on; level 1 is worth 0.1 s: down to 1.95 Mbit/s or 2.57 s. One step of a sensitivity is a factor of 8^(1/32) or 30 s / 40.
  const factor = 8 ** (1 / 32);
  expect(throughputKbps.upAt).toBeGreaterThanOrEqual(3810);
  expect(throughputKbps.upAt).toBeLessThanOrEqual(3810 * factor);
  expect(throughputKbps.downAt).toBeGreaterThanOrEqual(1951 / factor);
  expect(throughputKbps.downAt).toBeLessThanOrEqual(1951);
  expect(bufferSeconds.upAt).toBe(5.25);
  expect(bufferSeconds.downAt).toBe(2.25);
});

test('where nothing turns the decision, the sensitivity says so', () => {
  const top = sensitivity(inTime(), scaleQoe(makeQoe('lin', ladderKbps)), seen(100_000, 20));
  expect(top.throughputKbps.upAt).toBeNull();
  expect(top.bufferSeconds.upAt).toBeNull();
});
