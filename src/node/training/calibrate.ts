import { performance } from 'node:perf_hooks';
import type { Layout } from '../../core/rl/layout';
import { Trainer } from '../../core/rl/trainer';
import type { TrainingPlan } from '../../shared/training';
import type { RunControl } from './run';
import { startTeam, type TeamOptions } from './team';

/** Measured so long, or a tenth of the minutes if that is less. */
const mostSeconds = 10;
/** Of the minutes, what is left for evaluations and checkpoints. */
const overheadShare = 0.04;

/** A clock for durations. */
export function secondsNow(): number {
  return performance.now() / 1000;
}

/**
 * How many decisions fit into the plan's minutes, by the speed of the first seconds. What was learnt meanwhile is thrown
 * away, so that `--decisions` with the number found gives the same weights.
 */
export async function calibrate(
  options: TeamOptions,
  { budget }: TrainingPlan,
  layout: Layout,
  control: RunControl,
): Promise<number> {
  if ('decisions' in budget) return budget.decisions;
  const seconds = budget.minutes * 60;
  const team = await startTeam(options);
  try {
    const trainer = new Trainer(team, options.settings, layout);
    await trainer.iterate(0);
    const first = trainer.decisions;
    const begun = secondsNow();
    const until = Math.min(mostSeconds, seconds / 10);
    do await trainer.iterate(0);
    while (secondsNow() - begun < until && !control.stopped);
    const speed = (trainer.decisions - first) / (secondsNow() - begun);
    return Math.max(first, Math.round((seconds - (secondsNow() - begun)) * (1 - overheadShare) * speed));
  } finally {
    await team.stop();
  }
}
