import { findAlgorithm } from '../../core/abr/registry';
import type { TrainingMetrics } from '../../shared/training';
import type { RunCurves } from './live-run.svelte';
import type { ChartLine, ChartModel, ChartPoint } from '../charts/chart-models';

/** Rules shown as flat lines, the best ones. */
const shownRules = 3;
const millions = 1e6;

/** The charts of one run or of several laid over each other; lines over millions of decisions. */
export function trainingCharts(runs: readonly RunCurves[]): ChartModel[] {
  const curve = (id: string, title: string, value: (metrics: TrainingMetrics) => number): ChartModel => ({
    ...{ id, title, unit: '', yLimit: null, xUnit: 'M', fits: true },
    lines: runs.map((run, slot) => line(run.name, slot, smoothed(points(run.iterations, value)))),
  });
  return [
    {
      ...{ id: 'evaluation', title: evaluationTitle(runs), unit: '', yLimit: null, xUnit: 'M' },
      ...{ fits: true, named: true, lines: evaluationLines(runs) },
    },
    curve('mean-reward', 'Mean reward', ({ mean_reward }) => mean_reward),
    curve('entropy', 'Entropy', ({ entropy }) => entropy),
    curve('policy-loss', 'Policy loss', ({ policy_loss }) => policy_loss),
    curve('value-loss', 'Value loss', ({ value_loss }) => value_loss),
    curve('explained-variance', 'Expl. variance', ({ explained_variance }) => explained_variance),
  ];
}

/** Where the common axis of the charts ends, in millions of decisions. */
export function trainingAxisEnd(runs: readonly RunCurves[]): number {
  const ends = runs.map(({ budgetDecisions, iterations }) =>
    Math.max(budgetDecisions ?? 0, iterations[iterations.length - 1]?.decisions ?? 0),
  );
  return Math.max(0.05, ...ends.map((end) => end / millions));
}

/** The unscaled QoE where every run has it, else the score in units of the top level's quality. */
function showsQoe(runs: readonly RunCurves[]): boolean {
  return runs.every(({ evaluations }) => evaluations.every(({ qoe }) => qoe !== null));
}

function evaluationTitle(runs: readonly RunCurves[]): string {
  return showsQoe(runs) ? 'Validation QoE a chunk' : 'Validation score a chunk';
}

function evaluationLines(runs: readonly RunCurves[]): ChartLine[] {
  const qoe = showsQoe(runs);
  const agents = runs.map(({ name, evaluations }, slot) =>
    line(
      runs.length === 1 ? 'Agent' : name,
      slot,
      evaluations.map((each) => ({ x: each.decisions / millions, y: (qoe ? each.qoe : each.score) ?? NaN })),
    ),
  );
  if (runs.length !== 1) return agents;
  const [run] = runs;
  const rules = [...run.baselines].sort((a, b) => b.score - a.score).slice(0, shownRules);
  const end = trainingAxisEnd(runs);
  return [
    ...agents,
    ...rules.map(({ algorithm, score, qoe: unscaled }, i) => {
      const y = (qoe ? unscaled : score) ?? NaN;
      return {
        ...line(findAlgorithm(algorithm).name, i + 1, [
          { x: 0, y },
          { x: end, y },
        ]),
        thin: true,
      };
    }),
  ];
}

function line(label: string, slot: number, drawn: ChartPoint[]): ChartLine {
  return { label, slot, stepped: false, thin: false, points: drawn };
}

function points(
  iterations: readonly TrainingMetrics[],
  value: (metrics: TrainingMetrics) => number,
): ChartPoint[] {
  return iterations.map((metrics) => ({ x: metrics.decisions / millions, y: value(metrics) }));
}

/** A running mean: single iterations jump about. */
function smoothed(raw: readonly ChartPoint[]): ChartPoint[] {
  const keep = raw.length > 50 ? 0.9 : 0.5;
  let mean = raw[0]?.y ?? 0;
  return raw.map(({ x, y }) => {
    mean = keep * mean + (1 - keep) * y;
    return { x, y: mean };
  });
}
