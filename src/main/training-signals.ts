import type { RunState, TrainingEvent } from '../shared/training';

/** Where a run under way shows itself outside its page. */
export interface SignalSurface {
  /** Share done on the taskbar; null removes the bar. */
  progress(share: number | null): void;
  notify(notice: { readonly title: string; readonly body: string }): void;
}

/** Tells the taskbar how far a run is, and a notification how it ended, from the run's events. */
export class TrainingSignals {
  private budgetDecisions: number | null = null;

  constructor(
    private readonly name: string,
    private readonly surface: SignalSurface,
  ) {}

  take(event: TrainingEvent): void {
    const { surface, name, budgetDecisions } = this;
    if (event.type === 'budget') this.budgetDecisions = event.budgetDecisions;
    if (event.type === 'iteration' && budgetDecisions !== null) {
      surface.progress(Math.min(1, event.metrics.decisions / budgetDecisions));
    }
    if (event.type !== 'state') return;
    const body = endText(event.state, event.problem);
    if (body === null) return;
    surface.progress(null);
    surface.notify({ title: name, body });
  }
}

function endText(state: RunState, problem: string | null): string | null {
  switch (state) {
    case 'finished':
      return 'The agent is trained and can be played.';
    case 'stopped':
      return 'Training was stopped; the best agent so far can be played.';
    case 'failed':
      return `Training failed: ${problem ?? 'for an unknown reason'}.`;
    default:
      return null;
  }
}
