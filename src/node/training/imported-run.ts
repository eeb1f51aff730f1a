import type { PolicyFile } from '../../shared/policy';
import { trainingRunVersion, type TrainingRun } from '../../shared/training';

/** What is known of a run whose model alone came. */
export function importedRun({ name, training }: PolicyFile): TrainingRun {
  const none = { paths: [], families: [], perFamily: 0 };
  const learntFrom = [
    ...training.traces.map(({ name: set, count }) => `${set} (${count})`),
    ...(training.unaugmentedTraces ?? []).map(({ name: set, count }) => `${set} (${count}, unaugmented)`),
    ...training.scenarios.flatMap(({ weight, traces, unaugmentedTraces }) =>
      [...traces, ...unaugmentedTraces].map(
        ({ name: set, count }) => `${set} (${count}, scenario weight ${weight})`,
      ),
    ),
  ];
  return {
    version: trainingRunVersion,
    name,
    startedAt: training.createdAt,
    endedAt: training.createdAt,
    state: 'finished',
    problem: null,
    plan: {
      name,
      videos: training.videos.map((path) => ({ path })),
      qoe: training.qoe.includes('log') && !training.qoe.includes('lin') ? ['log'] : ['lin'],
      traces: { ...none, paths: learntFrom },
      validation: { ...none, paths: training.validation.map((set) => `${set.name} (${set.count})`) },
      budget: { decisions: Math.max(1, training.budgetDecisions) },
      seed: training.seed,
      startFrom: null,
      hidesSizesShare: training.hidesSizesShare,
      bufferCapsSeconds: training.bufferCapsSeconds,
      augmentation: training.augmentation,
      hyperparameters: training.hyperparameters,
    },
    backend: training.backend,
    budgetDecisions: training.budgetDecisions,
    decisions: training.decisions,
    resumedAtDecisions: training.resumedAtDecisions,
    baselines: [],
    best: null,
    beforeAfter: null,
  };
}
