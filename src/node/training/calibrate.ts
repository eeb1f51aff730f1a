import { performance } from 'node:perf_hooks';
import type { Layout } from '../../core/agent/layout';
import { Trainer } from '../../core/training/trainer';
import type { TrainingPlan } from '../../shared/training';
import type { RunControl } from './run-options';
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
 * How many decisions fit into the plan's minutes, by the speed of the first seconds, of which the second half counts: at the
 * very first, when every level is still likely, the most levels are tried. What was learnt meanwhile is thrown
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
    const begun = secondsNow();
    const untilSeconds = Math.min(mostSeconds, seconds / 10);
    const playUntil = async (share: number): Promise<void> => {
      do await trainer.iterate(0);
      while (secondsNow() - begun < share * untilSeconds && !control.stopped);
    };
    await playUntil(0.5);
    const [firstDecisions, firstSeconds] = [trainer.decisions, secondsNow()];
    await playUntil(1);
    const speed = (trainer.decisions - firstDecisions) / (secondsNow() - firstSeconds);
    const secondsLeft = seconds - (secondsNow() - begun);
    return Math.max(firstDecisions, Math.round(secondsLeft * (1 - overheadShare) * speed));
  } finally {
    await team.stop();
  }
}
