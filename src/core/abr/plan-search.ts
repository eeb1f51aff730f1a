import type { Qoe } from '../qoe/qoe';

/** The next few chunks as a model-predictive algorithm sees them. */
export interface PlanProblem {
  readonly qoe: Qoe;
  /** Chunks to plan, at least 1. */
  readonly steps: number;
  readonly chunkSeconds: number;
  readonly bufferSeconds: number;
  readonly lastLevel: number | null;
  /** How long the chunk `step` takes at `level` when asked for `afterSeconds` from now. */
  downloadSeconds(step: number, level: number, afterSeconds: number): number;
}

/**
 * The first level of the plan with the highest QoE among all combinations of levels (Yin et al., SIGCOMM 2015); of equal
 * plans the last in the order of counting, that with the higher earlier level. The buffer gains a chunk's duration
 * with each chunk, without a cap. Branches that cannot win are left out, which never changes the answer.
 */
export function bestFirstLevel(problem: PlanProblem): number {
  const search = new Search(problem);
  search.walk(0, problem.bufferSeconds, 0, problem.lastLevel ?? -1, 0, 0);
  return search.bestFirst;
}

/**
 * Totals this close are equal. Many plans tie in exact arithmetic (a step up in the last chunk gains what the change
 * costs), and rounding must not be what chooses among them.
 */
const tie = 1e-9;
/** Far above rounding, far below any difference that matters: a branch is cut only when it surely loses. */
const slack = 1e-7;

class Search {
  bestFirst = 0;
  private bestTotal = -Infinity;
  /** The QoE of some plan: no branch below it is worth walking. */
  private readonly floor: number;
  /** Most QoE that `[stepsLeft * levels + last level]` can still bring: no stall at all. */
  private readonly ceilings: Float64Array;
  private readonly levels: number;
  private readonly losses: Float64Array;

  constructor(private readonly problem: PlanProblem) {
    this.levels = problem.qoe.levelQuality.length;
    this.losses = switchLosses(problem.qoe);
    this.ceilings = ceilings(problem, this.losses);
    this.floor = bestSteadyPlan(problem);
  }

  /** Tries every level of a step, from the highest, so that the first plan of a total is the one to keep. */
  walk(step: number, buffer: number, after: number, last: number, total: number, first: number): void {
    const { levels, losses, problem } = this;
    const { chunkSeconds, qoe, steps } = problem;
    const left = steps - step - 1;
    for (let level = levels - 1; level >= 0; level--) {
      const gained = qoe.levelQuality[level] - (last < 0 ? 0 : losses[level * levels + last]);
      const most = total + gained + this.ceilings[left * levels + level] + slack;
      if (!(most > this.bestTotal) || most < this.floor) continue;
      const seconds = problem.downloadSeconds(step, level, after);
      const stall = seconds > buffer ? seconds - buffer : 0;
      const reached = total + (gained - qoe.stallPenaltyPerSecond * stall);
      const opening = step === 0 ? level : first;
      if (left > 0) {
        if (reached + this.ceilings[left * levels + level] + slack < this.floor) continue;
        this.walk(
          step + 1,
          buffer - seconds + stall + chunkSeconds,
          after + seconds,
          level,
          reached,
          opening,
        );
      } else if (reached > this.bestTotal + tie) {
        this.bestTotal = reached;
        this.bestFirst = opening;
      }
    }
  }
}

/** Loss of each change, `[level * levels + last]`. */
function switchLosses({ levelQuality, switchPenalty }: Qoe): Float64Array {
  const levels = levelQuality.length;
  const losses = new Float64Array(levels * levels);
  for (let i = 0; i < losses.length; i++) {
    const change = levelQuality[Math.floor(i / levels)] - levelQuality[i % levels];
    losses[i] = switchPenalty * Math.abs(change);
  }
  return losses;
}

function ceilings({ qoe, steps }: PlanProblem, losses: Float64Array): Float64Array {
  const levels = qoe.levelQuality.length;
  const most = new Float64Array(steps * levels);
  for (let left = 1; left < steps; left++) {
    for (let last = 0; last < levels; last++) {
      let best = -Infinity;
      for (let level = 0; level < levels; level++) {
        const rest = most[(left - 1) * levels + level];
        best = Math.max(best, qoe.levelQuality[level] - losses[level * levels + last] + rest);
      }
      most[left * levels + last] = best;
    }
  }
  return most;
}

/** QoE of the best plan that keeps to one level. */
function bestSteadyPlan(problem: PlanProblem): number {
  const { qoe, steps, chunkSeconds, lastLevel } = problem;
  let best = -Infinity;
  for (let level = 0; level < qoe.levelQuality.length; level++) {
    const change = lastLevel === null ? 0 : Math.abs(qoe.levelQuality[level] - qoe.levelQuality[lastLevel]);
    let total = steps * qoe.levelQuality[level] - qoe.switchPenalty * change;
    let buffer = problem.bufferSeconds;
    let after = 0;
    for (let step = 0; step < steps; step++) {
      const seconds = problem.downloadSeconds(step, level, after);
      const stall = Math.max(0, seconds - buffer);
      total -= qoe.stallPenaltyPerSecond * stall;
      buffer += stall - seconds + chunkSeconds;
      after += seconds;
    }
    best = Math.max(best, total);
  }
  return best;
}
