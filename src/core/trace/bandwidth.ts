import { derivedSlack, traceFault } from './limits';

/**
 * The one physics: capacity over time, and its inverse. The simulator asks when a chunk's last bit has arrived;
 * the throttle of the media server asks how much may have left by now. It knows capacity and nothing else.
 */
export interface Bandwidth {
  /** Kilobits that the link can have delivered from second 0 to `seconds` (>= 0). Never falls. */
  kilobitsBy(seconds: number): number;
  /** The earliest second by which `kilobits` can have been delivered since second 0; Infinity if never. */
  secondsWhen(kilobits: number): number;
  /** Capacity at `seconds` in kbps. */
  kbpsAt(seconds: number): number;
}

/** A network trace: capacity `kbps[i]` for `durationsSeconds[i]`, one after the other. */
export interface Trace {
  readonly name: string;
  /** The synthetic family that it was drawn from. */
  readonly family?: string;
  readonly durationsSeconds: ArrayLike<number>;
  readonly kbps: ArrayLike<number>;
  /** Added latency of each part in seconds, where the format states it. */
  readonly latencySeconds?: ArrayLike<number>;
  /** Where a session that replays the source's own clock begins, in seconds after the first part's start. */
  readonly startSeconds?: number;
}

/**
 * A trace repeated without end. Look-ups remember the last part, so that walking forward costs the same whatever the
 * length of the trace; a jump costs a binary search.
 */
export class TraceBandwidth implements Bandwidth {
  /** Duration and capacity of one pass. */
  readonly periodSeconds: number;
  readonly periodKilobits: number;
  /** Where a session begins: the trace's own start, else 0. */
  readonly startSeconds: number;
  readonly partCount: number;
  private readonly trace: Trace;
  private readonly startsSeconds: Float64Array;
  private readonly startsKilobits: Float64Array;
  private readonly rates: Float64Array;
  private part = 0;

  /** @throws Error when the trace is far beyond core/trace/limits: empty, without duration, with negative or infinite numbers. */
  constructor(trace: Trace) {
    const parts = trace.kbps.length;
    this.trace = trace;
    this.partCount = parts;
    this.startSeconds = trace.startSeconds ?? 0;
    const fault = traceFault(trace, derivedSlack);
    if (fault !== null) throw new Error(`trace ${trace.name}: ${fault}`);
    this.startsSeconds = new Float64Array(parts + 1);
    this.startsKilobits = new Float64Array(parts + 1);
    this.rates = Float64Array.from(trace.kbps);
    for (let i = 0; i < parts; i++) {
      const seconds = trace.durationsSeconds[i];
      this.startsSeconds[i + 1] = this.startsSeconds[i] + seconds;
      this.startsKilobits[i + 1] = this.startsKilobits[i] + seconds * this.rates[i];
    }
    this.periodSeconds = this.startsSeconds[parts];
    this.periodKilobits = this.startsKilobits[parts];
  }

  kilobitsBy(seconds: number): number {
    const passes = seconds < this.periodSeconds ? 0 : Math.floor(seconds / this.periodSeconds);
    const within = seconds - passes * this.periodSeconds;
    const part = this.seek(this.startsSeconds, within);
    return (
      passes * this.periodKilobits +
      this.startsKilobits[part] +
      (within - this.startsSeconds[part]) * this.rates[part]
    );
  }

  secondsWhen(kilobits: number): number {
    if (kilobits <= 0) return 0;
    if (this.periodKilobits === 0) return Infinity;
    let passes = kilobits <= this.periodKilobits ? 0 : Math.floor(kilobits / this.periodKilobits);
    let within = kilobits - passes * this.periodKilobits;
    if (within === 0) {
      passes -= 1;
      within = this.periodKilobits;
    }
    const part = this.seekBefore(within);
    const seconds = this.startsSeconds[part] + (within - this.startsKilobits[part]) / this.rates[part];
    return passes * this.periodSeconds + seconds;
  }

  kbpsAt(seconds: number): number {
    return this.rates[this.partAt(seconds)];
  }

  /** The part (from 0) in which `seconds` lies. */
  partAt(seconds: number): number {
    return this.seek(this.startsSeconds, seconds % this.periodSeconds);
  }

  /** When part `part` (from 0) begins. */
  partStartSeconds(part: number): number {
    return this.startsSeconds[part];
  }

  /**
   * Seconds that one latency takes when it begins at `seconds`. A latency begun in one part and not over by its end goes
   * on at the next part's pace (Sabre's rule). 0 where the trace states none.
   */
  latencySecondsFrom(seconds: number): number {
    const { latencySeconds } = this.trace;
    if (latencySeconds === undefined) return 0;
    let left = 1;
    let passed = 0;
    let within = seconds % this.periodSeconds;
    let part = this.partAt(seconds);
    for (let walked = 1; ; walked++) {
      const untilEnd = this.startsSeconds[part + 1] - within;
      if (left * latencySeconds[part] <= untilEnd) return passed + left * latencySeconds[part];
      passed += untilEnd;
      left -= untilEnd / latencySeconds[part];
      part = (part + 1) % this.partCount;
      within = this.startsSeconds[part];
      if (walked === this.partCount) {
        const passes = Math.floor(left / this.latenciesInPass);
        passed += passes * this.periodSeconds;
        left -= passes * this.latenciesInPass;
      }
    }
  }

  /** How much of one latency goes by in a pass; only asked after a pass without a part of latency 0. */
  private get latenciesInPass(): number {
    const { durationsSeconds, latencySeconds = [] } = this.trace;
    let sum = 0;
    for (let part = 0; part < this.partCount; part++) sum += durationsSeconds[part] / latencySeconds[part];
    return sum;
  }

  /** The part with starts[part] <= value < starts[part + 1] (the last part for values at the very end). */
  private seek(starts: Float64Array, value: number): number {
    let part = this.part;
    if (!(starts[part] <= value)) part = search(starts, value);
    else {
      for (let steps = 0; part < this.rates.length - 1 && starts[part + 1] <= value; steps++, part++) {
        if (steps === 8) {
          part = search(starts, value);
          break;
        }
      }
    }
    this.part = part;
    return part;
  }

  /** The part in which the kilobit arrives: startsKilobits[part] < value <= startsKilobits[part + 1]. */
  private seekBefore(value: number): number {
    let part = this.seek(this.startsKilobits, value);
    while (part > 0 && this.startsKilobits[part] >= value) part--;
    return part;
  }
}

/** The last part whose start is at or below the value, by halving. */
function search(starts: Float64Array, value: number): number {
  let low = 0;
  let high = starts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
