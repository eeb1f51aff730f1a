import { mostSkippedTold, type Skipped, type TraceProgress } from '../../shared/traces';

const tellEveryMs = 100;

/** Counts what work does and passes over, and tells so ten times a second. */
export class WorkReport {
  readonly skipped: Skipped[] = [];
  skippedCount = 0;
  traces = 0;
  private done = 0;
  private toldMs = 0;

  constructor(
    private readonly tell: (progress: TraceProgress) => void,
    /** null while it is not known. */
    public all: number | null = null,
  ) {}

  skip(skipped: Skipped): void {
    this.skippedCount++;
    if (this.skipped.length < mostSkippedTold) this.skipped.push(skipped);
  }

  /** One more is done; lets messages through when it is time to tell. */
  async step(): Promise<void> {
    this.done++;
    const now = performance.now();
    if (now - this.toldMs < tellEveryMs) return;
    this.toldMs = now;
    const { done, all, traces, skippedCount } = this;
    this.tell({ done, all, traces, skippedCount });
    await new Promise((resolve) => setImmediate(resolve));
  }
}
