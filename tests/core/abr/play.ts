import fc from 'fast-check';
import type { AbrAlgorithm, Download, Observation } from '../../../src/core/model/algorithm';

/** A generated session: the ladder, the player and how each chunk comes. */
export interface GeneratedSession {
  readonly ladderKbps: readonly number[];
  readonly chunkSeconds: number;
  readonly bufferCapSeconds: number;
  readonly sized: boolean;
  readonly rates: readonly { readonly kbps: number; readonly latencySeconds: number }[];
}

/** What really happened before a question, for judging what an algorithm infers. */
export interface Truth {
  readonly observation: Observation;
  readonly atSeconds: number;
  readonly lastByteAtSeconds: number;
  /** Buffer just before the last chunk was added. */
  readonly lowestBufferSeconds: number;
  readonly stalled: boolean;
}

interface Ranges {
  readonly kbps: readonly [number, number];
  readonly chunkSeconds: readonly [number, number];
  readonly levels: readonly [number, number];
  readonly chunks: readonly [number, number];
  readonly capSeconds: readonly [number, number];
  readonly ladderKbps: readonly [number, number];
  readonly latencySeconds: readonly [number, number];
}

const wide: Ranges = {
  kbps: [1, 1e6],
  chunkSeconds: [0.5, 10],
  levels: [1, 10],
  chunks: [1, 12],
  capSeconds: [4, 120],
  ladderKbps: [50, 40_000],
  latencySeconds: [0, 1],
};

/** Sessions with rates that jump (wide) or stay around the ladder. */
export function generatedSessions(ranges: Partial<Ranges> = {}): fc.Arbitrary<GeneratedSession> {
  const { kbps, chunkSeconds, levels, chunks, capSeconds, ...rest } = { ...wide, ...ranges };
  const between = ([min, max]: readonly [number, number]): fc.Arbitrary<number> =>
    fc.double({ min, max, noNaN: true });
  const logKbps = between([Math.log(kbps[0]), Math.log(kbps[1])]).map(Math.exp);
  const rate = fc.record({ kbps: logKbps, latencySeconds: between(rest.latencySeconds) });
  return fc.record({
    ladderKbps: fc
      .uniqueArray(fc.integer({ min: rest.ladderKbps[0], max: rest.ladderKbps[1] }), {
        minLength: levels[0],
        maxLength: levels[1],
      })
      .map((each) => each.sort((a, b) => a - b)),
    chunkSeconds: between(chunkSeconds),
    bufferCapSeconds: between(capSeconds),
    sized: fc.boolean(),
    rates: fc.array(rate, { minLength: chunks[0], maxLength: chunks[1] }),
  });
}

/** Plays a session: chunk by chunk, waiting where the cap or the algorithm says so. `watch` is told before each decision. */
export function playGenerated(
  algorithm: AbrAlgorithm,
  session: GeneratedSession,
  watch: (truth: Truth) => void = () => undefined,
): { level: number; reason: string; waitSeconds: number }[] {
  const { ladderKbps, chunkSeconds, bufferCapSeconds, rates, sized } = session;
  const sizes = rates.map(() => ladderKbps.map((kbps) => kbps * chunkSeconds));
  const downloads: Download[] = [];
  const said = [];
  let [bufferSeconds, atSeconds, lastByteAtSeconds, lowestBufferSeconds] = [0, 0, 0, 0];
  let lastLevel: number | null = null;
  let stalled = false;
  for (const [chunkIndex, { kbps, latencySeconds }] of rates.entries()) {
    const fullest = Math.max(0, bufferCapSeconds - chunkSeconds);
    atSeconds += Math.max(0, bufferSeconds - fullest);
    bufferSeconds = Math.min(bufferSeconds, fullest);
    const observation: Observation = {
      ...{ chunkIndex, chunksLeft: rates.length - chunkIndex, chunkSeconds, ladderKbps },
      ...{ bufferSeconds, bufferCapSeconds, lastLevel, downloads },
      upcomingChunkKilobits: sized ? sizes.slice(chunkIndex, chunkIndex + 5) : null,
    };
    watch({ observation, atSeconds, lastByteAtSeconds, lowestBufferSeconds, stalled });
    const { level, reason, waitSeconds = 0 } = algorithm.decide(observation);
    said.push({ level, reason, waitSeconds });
    const kilobits = ladderKbps[level] * chunkSeconds;
    const seconds = latencySeconds + kilobits / kbps;
    downloads.push({ kilobits, seconds, firstByteSeconds: latencySeconds });
    const requestedWith = Math.max(0, bufferSeconds - waitSeconds);
    stalled = seconds > requestedWith;
    lowestBufferSeconds = Math.max(0, requestedWith - seconds);
    bufferSeconds = lowestBufferSeconds + chunkSeconds;
    atSeconds += waitSeconds + seconds;
    lastByteAtSeconds = atSeconds;
    lastLevel = level;
  }
  return said;
}
