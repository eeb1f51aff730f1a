import { cutShort } from '../text/quote';

/** A quality-of-experience measure per chunk: q(R) - stallPenalty * stall - switchPenalty * |q(R) - q(R_last)|. */
export interface Qoe {
  readonly id: string;
  /** q of each level. */
  readonly levelQuality: readonly number[];
  /** Lost per second of stall. */
  readonly stallPenaltyPerSecond: number;
  /** Lost per unit of change of q between chunks. */
  readonly switchPenalty: number;
}

/** The parts of one chunk's QoE; stall and switch are losses (<= 0), so that the total is the sum. */
export interface QoeParts {
  readonly quality: number;
  readonly stall: number;
  readonly switches: number;
  readonly total: number;
}

/** The one home of the weights (Pensieve, SIGCOMM 2017, table 1, and its code). */
export const qoeWeights = {
  lin: { stallPenaltyOfTopMbps: 1, switchPenalty: 1 },
  log: { stallPenaltyPerSecond: 2.66, switchPenalty: 1 },
  hd: { levelQuality: [1, 2, 3, 12, 15, 20], stallPenaltyPerSecond: 8, switchPenalty: 1 },
} as const;

export type QoeId = keyof typeof qoeWeights;

/** The published sets. */
export const qoeIds: readonly QoeId[] = ['lin', 'log', 'hd'];

/** Weights of the user's own: q is the bitrate in Mbps, its logarithm over the lowest, or stated level by level. */
export interface CustomQoe {
  readonly quality: 'mbps' | 'log' | readonly number[];
  readonly stallPenaltyPerSecond: number;
  readonly switchPenalty: number;
}

/**
 * QoE for a ladder in kbps. lin: q = Mbps, stall penalty = top bitrate in Mbps (4.3 for the reference ladder);
 * log: q = ln(R / R_min), 2.66; hd: {1, 2, 3, 12, 15, 20} for six levels, 8.
 * @throws Error when the measure does not fit the ladder.
 */
export function makeQoe(measure: QoeId | CustomQoe, ladderKbps: readonly number[]): Qoe {
  const topMbps = ladderKbps[ladderKbps.length - 1] / 1000;
  if (typeof measure === 'object') return customQoe(measure, ladderKbps);
  switch (measure) {
    case 'lin': {
      const { stallPenaltyOfTopMbps, switchPenalty } = qoeWeights.lin;
      const stallPenaltyPerSecond = stallPenaltyOfTopMbps * topMbps;
      return { id: measure, levelQuality: mbps(ladderKbps), stallPenaltyPerSecond, switchPenalty };
    }
    case 'log':
      return { id: measure, levelQuality: logOverLowest(ladderKbps), ...qoeWeights.log };
    case 'hd':
      return customQoe({ ...qoeWeights.hd, quality: qoeWeights.hd.levelQuality }, ladderKbps, measure);
  }
  return measure satisfies never;
}

/** QoE of one chunk. `lastLevel` null: no switch is counted. */
export function chunkQoe(qoe: Qoe, level: number, lastLevel: number | null, stallSeconds: number): QoeParts {
  const quality = qoe.levelQuality[level];
  const change = lastLevel === null ? 0 : Math.abs(quality - qoe.levelQuality[lastLevel]);
  const stall = -qoe.stallPenaltyPerSecond * stallSeconds;
  const switches = -qoe.switchPenalty * change;
  return { quality, stall, switches, total: quality + stall + switches };
}

function customQoe(measure: CustomQoe, ladderKbps: readonly number[], id = customId(measure)): Qoe {
  const { quality, stallPenaltyPerSecond, switchPenalty } = measure;
  const levelQuality =
    quality === 'mbps' ? mbps(ladderKbps) : quality === 'log' ? logOverLowest(ladderKbps) : quality;
  if (levelQuality.length !== ladderKbps.length) {
    throw new Error(
      `QoE ${cutShort(id)}: expected a quality for each of ${ladderKbps.length} levels, got ${levelQuality.length}`,
    );
  }
  for (const [name, value] of Object.entries({ stallPenaltyPerSecond, switchPenalty })) {
    if (!(value >= 0 && value < Infinity))
      throw new Error(`QoE ${cutShort(id)}: ${name} must be >= 0, got ${value}`);
  }
  return { id, levelQuality, stallPenaltyPerSecond, switchPenalty };
}

/** As it is written on the command line: QUALITY:STALL:SWITCH. */
function customId({ quality, stallPenaltyPerSecond, switchPenalty }: CustomQoe): string {
  const qualities = typeof quality === 'string' ? quality : quality.join('/');
  return `${qualities}:${stallPenaltyPerSecond}:${switchPenalty}`;
}

function mbps(ladderKbps: readonly number[]): number[] {
  return ladderKbps.map((kbps) => kbps / 1000);
}

function logOverLowest(ladderKbps: readonly number[]): number[] {
  return ladderKbps.map((kbps) => Math.log(kbps / ladderKbps[0]));
}
