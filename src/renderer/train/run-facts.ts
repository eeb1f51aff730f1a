import type { TrainingMetrics } from '../../shared/training';
import { decimal, percent } from '../ui/format';

/** A number that the card of a run under way shows. */
export interface RunFact {
  readonly name: string;
  readonly value: string;
  /** By which tests find it. */
  readonly id?: string;
}

/** The facts shown of a run after so many decisions; agreement with the initial policy only where decisions are distilled. */
export function runFacts(decisions: number, metrics: TrainingMetrics): RunFact[] {
  const { distillation_agreement } = metrics;
  return [
    { name: 'decisions', value: millions(decisions) },
    { name: 'decisions a second', value: decimal(metrics.decisions_per_second, 0) },
    { name: 'mean reward', value: decimal(metrics.mean_reward, 3), id: 'reward' },
    { name: 'entropy', value: decimal(metrics.entropy, 3) },
    { name: 'KL', value: decimal(metrics.approx_kl, 4) },
    { name: 'clipped', value: percent(metrics.clip_fraction, 1) },
    ...(distillation_agreement === null
      ? []
      : [{ name: 'agrees with initial policy', value: percent(distillation_agreement, 1) }]),
  ];
}

function millions(count: number): string {
  return count < 1e6 ? `${decimal(count / 1e3, 0)} k` : `${decimal(count / 1e6)} M`;
}
