import type { Observation } from '../model/algorithm';
import { argmax } from './categorical';
import { candidateSize, contextSize, Featurizer } from './features';
import type { Policy } from './policy';
import type { ScaledQoe } from './qoe-scale';

/** What one number of an observation would have to be for the agent to choose otherwise; null: no value tried does it. */
export interface Turn {
  /** The least value above the present one at which it takes a higher level. */
  readonly upAt: number | null;
  /** The greatest value below at which it takes a lower level. */
  readonly downAt: number | null;
}

export interface Sweep {
  /** Throughput of the last download in kbps, every earlier one being scaled alike. */
  readonly throughputKbps: Turn;
  readonly bufferSeconds: Turn;
}

const factorSteps = 32;
/** Throughput is tried from an eighth to eight times. */
const factorSpan = 8;
const bufferSteps = 40;

/** Asks the policy again and again with one number changed, the throughput or the buffer, all others held. */
export function sweep(policy: Policy, qoe: ScaledQoe, observation: Observation): Sweep {
  const levelOf = (changed: Observation): number => greedyLevel(policy, qoe, changed);
  const present = levelOf(observation);
  const { downloads, bufferSeconds, bufferCapSeconds } = observation;
  const last = downloads[downloads.length - 1];
  const kbps = last.kilobits / last.seconds;
  const factors = Array.from({ length: factorSteps }, (_, i) => factorSpan ** ((i + 1) / factorSteps));
  const atFactor = (factor: number): number =>
    levelOf({
      ...observation,
      downloads: downloads.map((download) => ({ ...download, seconds: download.seconds / factor })),
    });
  const step = bufferCapSeconds / bufferSteps;
  const buffers = Array.from({ length: bufferSteps + 1 }, (_, i) => i * step);
  const atBuffer = (seconds: number): number => levelOf({ ...observation, bufferSeconds: seconds });
  const fuller = buffers.filter((seconds) => seconds > bufferSeconds);
  const emptier = buffers.filter((seconds) => seconds < bufferSeconds).reverse();
  return {
    throughputKbps: {
      upAt: scaled(
        kbps,
        factors.find((factor) => atFactor(factor) > present),
      ),
      downAt: scaled(
        kbps,
        factors.map((factor) => 1 / factor).find((factor) => atFactor(factor) < present),
      ),
    },
    bufferSeconds: {
      upAt: fuller.find((seconds) => atBuffer(seconds) > present) ?? null,
      downAt: emptier.find((seconds) => atBuffer(seconds) < present) ?? null,
    },
  };
}

function scaled(kbps: number, factor: number | undefined): number | null {
  return factor === undefined ? null : kbps * factor;
}

function greedyLevel(policy: Policy, qoe: ScaledQoe, observation: Observation): number {
  const levels = observation.ladderKbps.length;
  const context = new Float32Array(contextSize);
  const candidates = new Float32Array(levels * candidateSize);
  const scores = new Float64Array(levels);
  new Featurizer(qoe).write(observation, context, 0, candidates, 0);
  policy.scores(context, candidates, levels, scores);
  return argmax(scores);
}
