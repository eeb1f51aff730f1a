import type { Qoe } from '../qoe/qoe';
import { harmonicMeanKbps, throughputKbps } from '../throughput/harmonic-mean';
import type { AbrAlgorithm, Download, Observation } from '../model/algorithm';
import type { AlgorithmEntry } from './algorithm-entry';
import { kbpsText, nothingMeasured } from './levels';
import { upcomingKilobits } from '../model/algorithm';
import { bestFirstLevel } from './plan-search';

const horizonChunks = 5;
const windowChunks = 5;

interface MpcOptions {
  readonly qoe: Qoe;
  /** Divide the forecast by 1 + the largest recent error. */
  readonly robust: boolean;
}

export const fastMpcEntry: AlgorithmEntry = {
  id: 'fast-mpc',
  name: 'FastMPC',
  thinks: 'the best plan for the next 5 chunks, were the throughput to stay as it is',
  create: ({ qoe }) => mpc({ qoe, robust: false }),
};

export const robustMpcEntry: AlgorithmEntry = {
  id: 'robust-mpc',
  name: 'RobustMPC',
  thinks: 'the best plan for the next 5 chunks, were the throughput as low as recent errors allow',
  create: ({ qoe }) => mpc({ qoe, robust: true }),
};

/**
 * Model-predictive control (Yin, Jindal, Sekar, Sinopoli, SIGCOMM 2015), solved exactly at each chunk: the best of all
 * plans for the next 5 chunks, were the throughput to stay at the harmonic mean of the last 5. RobustMPC divides that by
 * 1 + the largest relative error of its last 5 forecasts; FastMPC here is the same without the divisor. Variant: the
 * chunk index is the right one (Pensieve's script was one off), the first forecast has no error, errors begin anew with
 * each session, and the plan's start, cap and round trip are those of Pensieve's script (last level, none, none).
 */
export function mpc({ qoe, robust }: MpcOptions): AbrAlgorithm {
  return {
    decide(observation) {
      const { downloads, chunksLeft, upcomingChunkKilobits, lastLevel, bufferSeconds, chunkSeconds } =
        observation;
      const meanKbps = harmonicMeanKbps(downloads, windowChunks);
      if (meanKbps === null) return nothingMeasured;
      const safeKbps = robust ? meanKbps / (1 + largestError(downloads)) : meanKbps;
      const known = upcomingChunkKilobits?.length ?? horizonChunks;
      const steps = Math.max(1, Math.min(horizonChunks, chunksLeft, known));
      const seconds = downloadTimes(observation, steps, safeKbps);
      const levels = observation.ladderKbps.length;
      const level = bestFirstLevel({
        ...{ qoe, steps, chunkSeconds, bufferSeconds, lastLevel },
        downloadSeconds: (step, each) => seconds[step * levels + each],
      });
      return { level, reason: `best plan for ${steps} chunks at ${kbpsText(safeKbps)}` };
    },
  };
}

/** Largest relative error of the last 5 forecasts; the forecast of a download is the mean of those before it. */
function largestError(downloads: readonly Download[]): number {
  let largest = 0;
  for (let i = Math.max(1, downloads.length - windowChunks); i < downloads.length; i++) {
    const found = throughputKbps(downloads[i]);
    const forecast = harmonicMeanKbps(downloads, windowChunks, i) ?? found;
    largest = Math.max(largest, Math.abs(forecast - found) / found);
  }
  return largest;
}

function downloadTimes(observation: Observation, steps: number, kbps: number): Float64Array {
  const levels = observation.ladderKbps.length;
  const seconds = new Float64Array(steps * levels);
  for (let step = 0; step < steps; step++) {
    for (let level = 0; level < levels; level++) {
      seconds[step * levels + level] = upcomingKilobits(observation, step, level) / kbps;
    }
  }
  return seconds;
}
