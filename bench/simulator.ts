import { createAlgorithm } from '../src/core/abr/registry';
import { makeQoe } from '../src/core/qoe/qoe';
import { SessionLog } from '../src/core/qoe/summary';
import { makeRandom } from '../src/core/stats/random';
import { findPlayerModel } from '../src/core/simulator/registry';
import { simulate } from '../src/core/simulator/simulate';
import { TraceBandwidth } from '../src/core/trace/bandwidth';
import { makeVideo } from '../src/core/model/video';
import { inlineWholeLoops } from '../src/node/benchmark/inlining';
import { peerChunksPerSecond, type Rate } from './simulator/peer';

/**
 * Chunk downloads a second on one core: `simulate` as `bench` calls it, `decide` asked for each chunk, all events
 * delivered to a SessionLog and summed up. The best of many short rounds is shown, since other work on the machine only
 * slows; beside it the same by the processor time of this process (its garbage collector's threads included), which
 * counts on a busy machine.
 */
const ROUNDS = 60;
const CHUNKS_A_ROUND = 96_000;
const WANTED_CHUNKS_PER_SECOND = 5e6;
const WANTED_RATIO = 100;

inlineWholeLoops();
const random = makeRandom(1);
const ladderKbps = [300, 750, 1200, 1850, 2850, 4300];
const chunkKilobits = ladderKbps.map((kbps) =>
  Array.from({ length: 48 }, () => kbps * 4 * (0.7 + 0.6 * random())),
);
const video = makeVideo({ name: 'bench', ladderKbps, chunkSeconds: 4, chunkKilobits });
const qoe = makeQoe('lin', ladderKbps);
const player = findPlayerModel('pensieve').create();
const context = { video, qoe, bufferCapSeconds: player.bufferCapSeconds };

console.log(`chunk downloads a second on one core, fixed level, best of ${ROUNDS} rounds`);
const rates = [100, 1000, 10_000, 100_000, 1_000_000].map((parts) => {
  const rate = measure(traceOf(parts));
  const { byClock, byProcessor } = rate;
  console.log(
    `  trace of ${String(parts).padStart(7)} parts: ${millions(byClock)} by the clock, ${millions(byProcessor)} by processor time`,
  );
  return rate;
});
const slowest = Math.min(...rates.map(({ byClock }) => byClock));
const flatness = rates[rates.length - 1].byProcessor / rates[0].byProcessor;
console.log(`  longest against shortest trace: ${flatness.toFixed(2)}`);
console.log(
  `  wanted: 5 million by the clock: ${slowest >= WANTED_CHUNKS_PER_SECOND ? 'reached' : 'missed'}`,
);

const peer = await peerChunksPerSecond({ install: process.argv.includes('--peer') });
if (typeof peer === 'string') console.log(`peer (Python, pensieve-ppo): not measured: ${peer}`);
else {
  const ratio = Math.min(...rates.map(({ byProcessor }) => byProcessor)) / peer.byProcessor;
  console.log(
    `peer (Python, pensieve-ppo, its environment): ${Math.round(peer.byClock)} by the clock, ${Math.round(peer.byProcessor)} by processor time`,
  );
  console.log(
    `  ratio by processor time: ${ratio.toFixed(0)} (wanted ${WANTED_RATIO}: ${ratio >= WANTED_RATIO ? 'reached' : 'missed'})`,
  );
}

function measure(bandwidth: TraceBandwidth): Rate {
  let byClock = 0;
  let byProcessor = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const before = performance.now();
    const usedBefore = process.cpuUsage();
    let chunks = 0;
    while (chunks < CHUNKS_A_ROUND) chunks += session(bandwidth);
    const { user, system } = process.cpuUsage(usedBefore);
    byClock = Math.max(byClock, chunks / ((performance.now() - before) / 1000));
    byProcessor = Math.max(byProcessor, chunks / ((user + system) / 1e6));
  }
  return { byClock, byProcessor };
}

function millions(perSecond: number): string {
  return `${(perSecond / 1e6).toFixed(2)} million`;
}

/** Plays a session and sums it up; returns its chunks. */
function session(bandwidth: TraceBandwidth): number {
  const log = new SessionLog();
  const algorithm = createAlgorithm('fixed:2', context);
  simulate({ video, bandwidth, algorithm, player, emit: (event) => log.add(event) });
  return log.summary(qoe, ladderKbps).chunks;
}

/** Parts of a second between 0.3 and 4.3 Mbps. */
function traceOf(parts: number): TraceBandwidth {
  const durationsSeconds = new Float64Array(parts).fill(1);
  const kbps = Float64Array.from(durationsSeconds, () => 300 + 4000 * random());
  return new TraceBandwidth({ name: `${parts} parts`, durationsSeconds, kbps });
}
