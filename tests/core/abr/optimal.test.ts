import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAlgorithm } from '../../../src/core/abr/registry';
import type { AbrAlgorithm } from '../../../src/core/model/algorithm';
import { makeQoe } from '../../../src/core/qoe/qoe';
import { SessionLog } from '../../../src/core/qoe/summary';
import { pensieve } from '../../../src/core/simulator/pensieve';
import { simulate } from '../../../src/core/simulator/simulate';
import { type Trace, TraceBandwidth } from '../../../src/core/trace/bandwidth';
import { makeVideo } from '../../../src/core/model/video';

const chunkCount = 6;
const ladderKbps = [300, 1200, 2850];
const qoe = makeQoe('lin', ladderKbps);
const video = makeVideo({
  name: 'short',
  ladderKbps,
  chunkSeconds: 4,
  chunkKilobits: ladderKbps.map((kbps) =>
    Array.from({ length: chunkCount }, (_, i) => kbps * (3.5 + (i % 3) / 2)),
  ),
});

function play(algorithm: AbrAlgorithm, trace: Trace): number {
  const log = new SessionLog();
  const bandwidth = new TraceBandwidth(trace);
  simulate({ video, bandwidth, algorithm, player: pensieve(), emit: (event) => log.add(event) });
  return log.summary(qoe, ladderKbps).qoe.total;
}

/** QoE of every sequence of levels, the simulator itself playing each. */
function best(trace: Trace): number {
  let highest = -Infinity;
  for (let count = 0; count < ladderKbps.length ** (chunkCount - 1); count++) {
    const level = (chunk: number): number =>
      Math.floor(count / ladderKbps.length ** (chunk - 1)) % ladderKbps.length;
    const algorithm = {
      decide: ({ chunkIndex }: { chunkIndex: number }) => ({ level: level(chunkIndex), reason: '' }),
    };
    highest = Math.max(highest, play(algorithm, trace));
  }
  return highest;
}

const traces = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 100, max: 6000 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((parts) => ({
    name: 'any',
    durationsSeconds: parts.map(([seconds]) => seconds),
    kbps: parts.map(([, kbps]) => kbps),
  }));

test('the offline plan is as good as the best of all sequences, and the oracle never better', () => {
  fc.assert(
    fc.property(traces, (trace) => {
      const future = { trace, video };
      const context = { video, bufferCapSeconds: 60, qoe, future };
      const ceiling = best(trace);
      const planned = play(createAlgorithm('optimal', context), trace);
      expect(planned).toBeLessThanOrEqual(ceiling + 1e-9);
      expect(planned).toBeGreaterThanOrEqual(ceiling - 0.02);
      expect(play(createAlgorithm('oracle', context), trace)).toBeLessThanOrEqual(ceiling + 1e-9);
      // The oracle sees all that is left here, so its plan is the best of them.
      expect(play(createAlgorithm('oracle', context), trace)).toBeGreaterThanOrEqual(ceiling - 1e-6);
    }),
    { seed: 11, numRuns: 60 },
  );
});

test('without the trace there is no plan', () => {
  for (const id of ['oracle', 'optimal']) {
    expect(() => createAlgorithm(id, { video, bufferCapSeconds: 60, qoe }).decide(never)).toThrow(
      'cannot play live',
    );
  }
});

const never = {
  ...{ chunkIndex: 0, chunksLeft: 1, chunkSeconds: 4, ladderKbps, upcomingChunkKilobits: null },
  ...{ bufferSeconds: 0, bufferCapSeconds: 60, lastLevel: null, downloads: [] },
};
