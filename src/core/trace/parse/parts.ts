import type { Trace } from '../bandwidth';
import { traceFault, traceLimits as limits } from '../limits';

/** A line of the file, or how to find it when a message needs it. */
export type Place = number | (() => number);

/** Collects the parts of a trace and checks each; parts that last no time are left out. */
export class TraceParts {
  private readonly durationsSeconds: number[] = [];
  private readonly kbps: number[] = [];
  private readonly latencySeconds: number[] = [];
  private seconds = 0;
  private hasCapacity = false;

  constructor(private readonly name: string) {}

  add(seconds: number, kbps: number, where: Place, latencySeconds?: number): void {
    this.check('a duration in seconds', seconds, limits.seconds, where);
    this.check('kbps', kbps, limits.kbps, where);
    if (seconds === 0) return;
    this.seconds += seconds;
    if (this.seconds > limits.seconds) this.refuse(`at most ${limits.seconds} s in all`, 'more', where);
    if (this.kbps.length === limits.parts) this.refuse(`at most ${limits.parts} parts`, 'more', where);
    this.durationsSeconds.push(seconds);
    this.kbps.push(kbps);
    if (latencySeconds !== undefined) {
      this.check('a latency in seconds', latencySeconds, limits.latencySeconds, where);
      this.latencySeconds.push(latencySeconds);
    }
    if (kbps > 0) this.hasCapacity = true;
  }

  /** Whether anything could ever be delivered. */
  get delivers(): boolean {
    return this.hasCapacity;
  }

  /** @throws Error when nothing was added, nothing could ever be delivered, or the parts are too short. */
  finish(startSeconds?: number): Trace {
    const { name, durationsSeconds, kbps, latencySeconds } = this;
    if (kbps.length === 0) throw new Error(`${name}: expected a trace that lasts some time, got none`);
    if (!this.hasCapacity) throw new Error(`${name}: expected some bandwidth above 0, got 0 throughout`);
    const statesLatency = latencySeconds.length === kbps.length;
    const trace = {
      name,
      durationsSeconds,
      kbps,
      ...(statesLatency ? { latencySeconds } : {}),
      ...(startSeconds === undefined ? {} : { startSeconds }),
    };
    const fault = traceFault(trace);
    if (fault !== null) throw new Error(`${name}: ${fault}`);
    return trace;
  }

  private check(what: string, value: number, highest: number, where: Place): void {
    if (!(value >= 0 && value <= highest)) this.refuse(`${what} from 0 to ${highest}`, String(value), where);
  }

  private refuse(expected: string, found: string, where: Place): never {
    const line = typeof where === 'number' ? where : where();
    throw new Error(`${this.name}:${line}: expected ${expected}, got ${found}`);
  }
}

/**
 * Samples that each hold from their time to the next; the last one lasts as long as the one before it (one second when
 * it is alone).
 */
export class HeldSamples {
  private readonly parts: TraceParts;
  private last: { atSeconds: number; kbps: number; line: number; latencySeconds?: number } | null = null;
  private heldSeconds = 1;

  constructor(private readonly name: string) {
    this.parts = new TraceParts(name);
  }

  /** @throws Error naming file and line where time runs backwards. */
  add(atSeconds: number, kbps: number, line: number, latencySeconds?: number): void {
    if (this.last !== null) {
      const { atSeconds: before } = this.last;
      if (atSeconds < before) throw fallingTime(this.name, line, before, atSeconds);
      this.heldSeconds = atSeconds - before;
      this.flush();
    }
    this.last = { atSeconds, kbps, line, latencySeconds };
  }

  /** The whole trace, or null when it could never deliver anything. */
  finishIfAlive(): Trace | null {
    this.flush();
    this.last = null;
    return this.parts.delivers ? this.parts.finish() : null;
  }

  /** @throws Error when nothing was added or nothing could ever be delivered. */
  finish(): Trace {
    return this.finishIfAlive() ?? this.parts.finish();
  }

  private flush(): void {
    if (this.last === null) return;
    this.parts.add(this.heldSeconds, this.last.kbps, this.last.line, this.last.latencySeconds);
  }
}

/** Time that runs backwards, in the words of every reader. */
export function fallingTime(file: string, line: number, before: number, found: number): Error {
  return new Error(`${file}:${line}: expected a time >= ${before} (the row before), got ${found}`);
}
