import type { Observation } from '../model/algorithm';
import { argmax } from './categorical';
import { candidateSize, contextSize, Featurizer } from './features';
import type { Policy } from './policy';
import type { ScaledQoe } from './qoe-scale';

/** The values of one number of an observation at which the agent changes its level; null: none of those tried. */
export interface Thresholds {
  /** The smallest higher value with a higher level. */
  readonly upAt: number | null;
  /** The greatest lower value with a lower level. */
  readonly downAt: number | null;
}

export interface Sensitivity {
  /** Throughput of the last download in kbps; all earlier ones are scaled by the same factor. */
  readonly throughputKbps: Thresholds;
  readonly bufferSeconds: Thresholds;
}

const factorSteps = 32;
/** Throughputs are tried from 1/8 to 8 times the measured ones. */
const factorSpan = 8;
const bufferSteps = 40;

/** One-at-a-time sensitivity of a decision: varies the throughput or the buffer and leaves everything else as observed. */
export function sensitivity(policy: Policy, qoe: ScaledQoe, observation: Observation): Sensitivity {
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
