import type { Qoe } from '../qoe/qoe';

/** A QoE measure in units of its top level's quality, so that one network serves ladders of any height. */
export interface ScaledQoe {
  /** The unit: quality of the top level (1 where that is not above 0). */
  readonly unit: number;
  /** `[level]`, the top one is 1. */
  readonly levelQuality: readonly number[];
  readonly stallPenaltyPerSecond: number;
  readonly switchPenalty: number;
}

export function scaleQoe({ levelQuality, stallPenaltyPerSecond, switchPenalty }: Qoe): ScaledQoe {
  const top = levelQuality[levelQuality.length - 1];
  const unit = top > 0 ? top : 1;
  return {
    unit,
    levelQuality: levelQuality.map((quality) => quality / unit),
    stallPenaltyPerSecond: stallPenaltyPerSecond / unit,
    switchPenalty,
  };
}
