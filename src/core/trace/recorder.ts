import type { Bandwidth, Trace } from './bandwidth';

/** One move of the slider: from `atSeconds` on the link carries `kbps`. */
export interface BandwidthStep {
  readonly atSeconds: number;
  readonly kbps: number;
}

/** Capacity that is written while it is used: each `set` adds a step, the last one holds until the next. */
export class RecordedBandwidth implements Bandwidth {
  private readonly steps: { atSeconds: number; kbps: number; kilobits: number }[];

  constructor(kbps: number) {
    this.steps = [{ atSeconds: 0, kbps: checkedKbps(kbps), kilobits: 0 }];
  }

  /** @throws Error when time runs backwards or the rate is negative or not finite. */
  set(kbps: number, atSeconds: number): void {
    const last = this.steps[this.steps.length - 1];
    if (!(atSeconds >= last.atSeconds)) {
      throw new Error(`atSeconds must be >= ${last.atSeconds} (the step before), got ${atSeconds}`);
    }
    if (kbps === last.kbps) return;
    const kilobits = last.kilobits + (atSeconds - last.atSeconds) * last.kbps;
    this.steps.push({ atSeconds, kbps: checkedKbps(kbps), kilobits });
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

  /** The moves so far, oldest first. */
  get moves(): readonly BandwidthStep[] {
    return this.steps.map(({ atSeconds, kbps }) => ({ atSeconds, kbps }));
  }

  /** What was recorded up to `untilSeconds`, as a trace that can be saved and played back. */
  toTrace(name: string, untilSeconds: number): Trace {
    return traceOfSteps(name, this.moves, untilSeconds);
  }

  private stepAt(
    holds: (step: { atSeconds: number; kilobits: number }) => boolean,
  ): (typeof this.steps)[number] {
    for (let i = this.steps.length - 1; i > 0; i--) if (holds(this.steps[i])) return this.steps[i];
    return this.steps[0];
  }
}

/** Steps -> trace. Steps at or after `untilSeconds` are dropped. */
export function traceOfSteps(name: string, steps: readonly BandwidthStep[], untilSeconds: number): Trace {
  const kept = steps.filter((step, i) => i === 0 || step.atSeconds < untilSeconds);
  const ends = [...kept.slice(1).map((step) => step.atSeconds), untilSeconds];
  return {
    name,
    durationsSeconds: kept.map((step, i) => ends[i] - step.atSeconds),
    kbps: kept.map((step) => step.kbps),
  };
}

function checkedKbps(kbps: number): number {
  if (!(kbps >= 0 && kbps < Infinity)) throw new Error(`kbps must be finite and >= 0, got ${kbps}`);
  return kbps;
}
