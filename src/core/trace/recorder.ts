import { TraceBandwidth, type Bandwidth, type Trace } from './bandwidth';
import { traceLimits } from './limits';

/** One move of the slider or part of a trace: from `atSeconds` on the link carries `kbps`. */
export interface BandwidthStep {
  readonly atSeconds: number;
  readonly kbps: number;
  /** Added latency from then on; 0 where it is left out. */
  readonly latencySeconds?: number;
}

/** A step with what was carried before it. */
interface RecordedStep extends Required<BandwidthStep> {
  readonly kilobits: number;
}

/**
 * Capacity that is written while it is used: each `set` adds a step, the last one holds until the next. A record of more
 * steps than a trace may have parts keeps the older ones in pairs.
 */
export class RecordedBandwidth implements Bandwidth {
  private steps: RecordedStep[];

  constructor(
    kbps: number,
    latencySeconds = 0,
    private readonly mostSteps: number = traceLimits.parts,
  ) {
    this.steps = [{ atSeconds: 0, kbps: checkedKbps(kbps), latencySeconds, kilobits: 0 }];
  }

  /** @throws Error when time runs backwards or the rate is negative or not finite. */
  set(kbps: number, atSeconds: number, latencySeconds = this.last.latencySeconds): void {
    const last = this.last;
    if (!(atSeconds >= last.atSeconds)) {
      throw new Error(`atSeconds must be >= ${last.atSeconds} (the step before), got ${atSeconds}`);
    }
    if (kbps === last.kbps && latencySeconds === last.latencySeconds) return;
    const kilobits = last.kilobits + (atSeconds - last.atSeconds) * last.kbps;
    checkedKbps(kbps);
    if (atSeconds === last.atSeconds) this.steps.pop();
    this.steps.push({ atSeconds, kbps, latencySeconds, kilobits });
    if (this.steps.length > this.mostSteps) this.steps = thinned(this.steps);
  }

  kilobitsBy(seconds: number): number {
    const step = this.stepAt((candidate) => candidate.atSeconds <= seconds);
    return step.kilobits + Math.max(0, seconds - step.atSeconds) * step.kbps;
  }

  secondsWhen(kilobits: number): number {
    if (kilobits <= 0) return 0;
    const step = this.stepAt((candidate) => candidate.kilobits < kilobits);
    return step.kbps === 0 ? Infinity : step.atSeconds + (kilobits - step.kilobits) / step.kbps;
  }

  kbpsAt(seconds: number): number {
    return this.stepAt((candidate) => candidate.atSeconds <= seconds).kbps;
  }

  /** The step that holds from its second on. */
  get last(): RecordedStep {
    return this.steps[this.steps.length - 1];
  }

  /** The moves so far, oldest first. */
  get moves(): Required<BandwidthStep>[] {
    return this.movesSince(0);
  }

  /** The move that holds at a second, and those after it. */
  movesSince(seconds: number): Required<BandwidthStep>[] {
    let from = this.steps.length - 1;
    while (from > 0 && this.steps[from].atSeconds > seconds) from--;
    const since = this.steps.slice(from);
    return since.map(({ atSeconds, kbps, latencySeconds }) => ({ atSeconds, kbps, latencySeconds }));
  }

  /** What was recorded up to `untilSeconds`, as a trace that can be saved and played back. */
  toTrace(name: string, untilSeconds: number): Trace {
    return traceOfSteps(name, this.moves, untilSeconds);
  }

  private stepAt(holds: (step: RecordedStep) => boolean): RecordedStep {
    for (let i = this.steps.length - 1; i > 0; i--) if (holds(this.steps[i])) return this.steps[i];
    return this.steps[0];
  }
}

/** Steps -> trace, with latencies where a step has one. Steps at or after `untilSeconds` are dropped. */
export function traceOfSteps(name: string, steps: readonly BandwidthStep[], untilSeconds: number): Trace {
  const kept = steps.filter((step, i) => i === 0 || step.atSeconds < untilSeconds);
  const ends = [...kept.slice(1).map((step) => step.atSeconds), untilSeconds];
  const latencySeconds = kept.map((step) => step.latencySeconds ?? 0);
  return {
    name,
    durationsSeconds: kept.map((step, i) => ends[i] - step.atSeconds),
    kbps: kept.map((step) => step.kbps),
    ...(latencySeconds.some((latency) => latency > 0) && { latencySeconds }),
  };
}

/** Trace -> steps from `fromSeconds` on, one pass or without end; a part without a latency of its own leaves it out. */
export function* stepsOfTrace(
  trace: Trace,
  { loop, fromSeconds = 0 }: { loop: boolean; fromSeconds?: number },
): Generator<BandwidthStep, void> {
  const link = new TraceBandwidth(trace);
  let pass = Math.floor(fromSeconds / link.periodSeconds);
  let part = link.partAt(Math.max(0, fromSeconds - pass * link.periodSeconds));
  let atSeconds = fromSeconds;
  while (pass === 0 || loop) {
    if (trace.durationsSeconds[part] > 0) {
      yield { atSeconds, kbps: trace.kbps[part], latencySeconds: trace.latencySeconds?.[part] };
    }
    part = (part + 1) % link.partCount;
    if (part === 0) pass += 1;
    atSeconds = pass * link.periodSeconds + link.partStartSeconds(part);
  }
}

/** The older half of the steps in pairs, each pair one step of its mean; what had been carried by each step stays as it was. */
function thinned(steps: readonly RecordedStep[]): RecordedStep[] {
  const kept: RecordedStep[] = [];
  const half = Math.floor(steps.length / 4) * 2;
  for (let i = 0; i < half; i += 2) {
    const [first, second, next] = [steps[i], steps[i + 1], steps[i + 2]];
    const seconds = next.atSeconds - first.atSeconds;
    const share = (second.atSeconds - first.atSeconds) / seconds;
    kept.push({
      ...first,
      kbps: (next.kilobits - first.kilobits) / seconds,
      latencySeconds: share * first.latencySeconds + (1 - share) * second.latencySeconds,
    });
  }
  return [...kept, ...steps.slice(half)];
}

/** The capacity of a trace that repeats without end, from its second `startSeconds` on; the first step is at 0. */
export function capacitySteps(trace: Trace, startSeconds: number, untilSeconds: number): BandwidthStep[] {
  const steps: BandwidthStep[] = [];
  for (const { atSeconds, kbps } of stepsOfTrace(trace, { loop: true })) {
    if (atSeconds - startSeconds >= untilSeconds) break;
    if (atSeconds <= startSeconds) steps[0] = { atSeconds: 0, kbps };
    else steps.push({ atSeconds: atSeconds - startSeconds, kbps });
  }
  return steps;
}

function checkedKbps(kbps: number): number {
  if (!(kbps >= 0 && kbps < Infinity)) throw new Error(`kbps must be finite and >= 0, got ${kbps}`);
  return kbps;
}
