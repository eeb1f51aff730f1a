import { TraceBandwidth, type Bandwidth, type Trace } from './bandwidth';

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

/** Capacity that is written while it is used: each `set` adds a step, the last one holds until the next. */
export class RecordedBandwidth implements Bandwidth {
  private readonly steps: RecordedStep[];

  constructor(kbps: number, latencySeconds = 0) {
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

  get stepCount(): number {
    return this.steps.length;
  }

  /** The moves so far, oldest first. */
  get moves(): Required<BandwidthStep>[] {
    return this.movesFrom(0);
  }

  /** The moves from an index on, oldest first. */
  movesFrom(index: number): Required<BandwidthStep>[] {
    const from = this.steps.slice(index);
    return from.map(({ atSeconds, kbps, latencySeconds }) => ({ atSeconds, kbps, latencySeconds }));
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

/** Trace -> steps, one pass or without end; a part without a latency of its own leaves it out. */
export function* stepsOfTrace(trace: Trace, { loop }: { loop: boolean }): Generator<BandwidthStep, void> {
  const { periodSeconds } = new TraceBandwidth(trace);
  for (let pass = 0; pass === 0 || loop; pass++) {
    let within = 0;
    for (let i = 0; i < trace.kbps.length; i++) {
      const latencySeconds = trace.latencySeconds?.[i];
      if (trace.durationsSeconds[i] > 0) {
        yield { atSeconds: pass * periodSeconds + within, kbps: trace.kbps[i], latencySeconds };
      }
      within += trace.durationsSeconds[i];
    }
  }
}

function checkedKbps(kbps: number): number {
  if (!(kbps >= 0 && kbps < Infinity)) throw new Error(`kbps must be finite and >= 0, got ${kbps}`);
  return kbps;
}
