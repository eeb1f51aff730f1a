import type {
  BeforeAfter,
  OpenedRun,
  RunState,
  TrainingBaseline,
  TrainingEvaluation,
  TrainingEvent,
  TrainingMetrics,
} from '../../shared/training';
import type { TensorBackend } from '../../shared/tensor-backend';

/** A run as its curves need it: read from the history, or growing. */
export interface RunCurves {
  readonly id: string;
  readonly name: string;
  readonly budgetDecisions: number | null;
  readonly iterations: readonly TrainingMetrics[];
  readonly evaluations: readonly TrainingEvaluation[];
  readonly baselines: readonly TrainingBaseline[];
}

/** Points kept while a run grows; beyond them every second one goes. */
const mostPoints = 800;

/** The run under way, built from the events of its process. */
export class LiveRun implements RunCurves {
  readonly id: string;
  name = $state('');
  state: RunState = $state('running');
  problem: string | null = $state(null);
  budgetDecisions: number | null = $state(null);
  decisions = $state(0);
  /** null until its process has said it. */
  backend: TensorBackend | null = $state(null);
  latest: TrainingMetrics | null = $state.raw(null);
  baselines: readonly TrainingBaseline[] = $state.raw([]);
  beforeAfter: BeforeAfter | null = $state.raw(null);
  /** Counts up when the curves have grown. */
  revision = $state(0);
  iterations: TrainingMetrics[] = [];
  evaluations: TrainingEvaluation[] = [];
  private keepEvery = 1;
  private seen = 0;
  readonly over = $derived(this.state !== 'running' && this.state !== 'paused');
  readonly share = $derived(
    this.budgetDecisions === null ? 0 : Math.min(1, this.decisions / this.budgetDecisions),
  );
  readonly secondsLeft = $derived(
    this.latest && this.budgetDecisions !== null
      ? Math.max(0, this.budgetDecisions - this.decisions) / Math.max(1, this.latest.decisions_per_second)
      : null,
  );

  constructor(from: Pick<OpenedRun, 'id'> & Partial<OpenedRun>) {
    this.id = from.id;
    if (!from.run) return;
    this.name = from.run.name;
    this.backend = from.run.backend;
    this.budgetDecisions = from.run.budgetDecisions;
    this.decisions = from.run.decisions;
    this.baselines = from.run.baselines;
    this.iterations = [...(from.iterations ?? [])];
    this.evaluations = [...(from.evaluations ?? [])];
    this.latest = this.iterations[this.iterations.length - 1] ?? null;
  }

  take(event: TrainingEvent): void {
    switch (event.type) {
      case 'started':
        this.backend = event.backend;
        this.baselines = event.baselines;
        this.state = 'running';
        this.problem = null;
        this.beforeAfter = null;
        this.budgetDecisions = event.budgetDecisions;
        break;
      case 'budget':
        this.budgetDecisions = event.budgetDecisions;
        break;
      case 'iteration':
        this.grow(event.metrics);
        break;
      case 'evaluation':
        this.evaluations.push(event.evaluation);
        break;
      case 'before-after':
        this.beforeAfter = event.beforeAfter;
        break;
      case 'state':
        this.state = event.state;
        this.problem = event.problem;
        break;
      case 'checkpoint':
        break;
      default:
        event satisfies never;
    }
    this.revision++;
  }

  private grow(metrics: TrainingMetrics): void {
    this.latest = metrics;
    this.decisions = metrics.decisions;
    if (this.seen++ % this.keepEvery === 0) this.iterations.push(metrics);
    if (this.iterations.length <= mostPoints) return;
    this.iterations = this.iterations.filter((_, i) => i % 2 === 0);
    this.keepEvery *= 2;
  }
}
