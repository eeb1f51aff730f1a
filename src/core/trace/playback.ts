import { TraceBandwidth, type Trace } from './bandwidth';
import { stepsOfTrace, type BandwidthStep } from './recorder';

/** Parts that are handed out one by one when they fall due at once: those of 10 s at 1 ms each. */
const mostAtOnce = 10_000;

/** A trace that plays from second 0 on and hands out its parts as they begin. */
export class TracePlayback {
  private readonly link: TraceBandwidth;
  private steps: Iterator<BandwidthStep, void>;
  private next: BandwidthStep | null;

  /** @throws Error when the trace is broken. */
  constructor(
    readonly trace: Trace,
    readonly loop: boolean,
  ) {
    this.link = new TraceBandwidth(trace);
    this.steps = stepsOfTrace(trace, { loop });
    this.next = this.steps.next().value ?? null;
  }

  /**
   * The parts that have begun by `seconds` and were not handed out yet, oldest first. After a pause of many parts, such as
   * the sleep of a machine, those after the first 10,000 come as one step that carries what they carried, before the part of now.
   */
  due(seconds: number): BandwidthStep[] {
    const steps: BandwidthStep[] = [];
    while (this.next !== null && this.next.atSeconds <= seconds) {
      const passesOver = this.loop && steps.length === mostAtOnce && this.next.atSeconds < seconds;
      if (passesOver) {
        steps.push(this.meanUntil(this.next, seconds));
        this.steps = stepsOfTrace(this.trace, { loop: true, fromSeconds: seconds });
      } else {
        steps.push(this.next);
      }
      this.next = this.steps.next().value ?? null;
    }
    return steps;
  }

  private meanUntil(step: BandwidthStep, seconds: number): BandwidthStep {
    const kilobits = this.link.kilobitsBy(seconds) - this.link.kilobitsBy(step.atSeconds);
    return { ...step, kbps: Math.max(0, kilobits / (seconds - step.atSeconds)) };
  }
}
