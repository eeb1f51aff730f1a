import type { Trace } from '../bandwidth';

/** Limits of sense: beyond them a sum of parts could overflow, or the file is no trace. */
const limits = { kbps: 1e9, seconds: 1e9, parts: 20_000_000 } as const;

/** Collects the parts of a trace and checks each; parts that last no time are left out. */
export class TraceParts {
  private readonly durationsSeconds: number[] = [];
  private readonly kbps: number[] = [];
  private readonly latencySeconds: number[] = [];
  private seconds = 0;
  private hasCapacity = false;

  constructor(private readonly name: string) {}

  /** @param where Place in the file, for messages (`line 3`). */
  add(seconds: number, kbps: number, where: string, latencySeconds?: number): void {
    this.check('a duration in seconds', seconds, limits.seconds, where);
    this.check('kbps', kbps, limits.kbps, where);
    if (seconds === 0) return;
    this.seconds += seconds;
    if (this.seconds > limits.seconds) this.refuse(`at most ${limits.seconds} s in all`, 'more', where);
    if (this.kbps.length === limits.parts) this.refuse(`at most ${limits.parts} parts`, 'more', where);
    this.durationsSeconds.push(seconds);
    this.kbps.push(kbps);
    if (latencySeconds !== undefined) {
      this.check('a latency in seconds', latencySeconds, limits.seconds, where);
      this.latencySeconds.push(latencySeconds);
    }
    if (kbps > 0) this.hasCapacity = true;
  }

  /** @throws Error when nothing was added or nothing could ever be delivered. */
  finish(startSeconds?: number): Trace {
    const { name, durationsSeconds, kbps, latencySeconds } = this;
    if (kbps.length === 0) throw new Error(`${name}: expected a trace that lasts some time, got none`);
    if (!this.hasCapacity) throw new Error(`${name}: expected some bandwidth above 0, got 0 throughout`);
    const statesLatency = latencySeconds.length === kbps.length;
    return {
      name,
      durationsSeconds,
      kbps,
      ...(statesLatency ? { latencySeconds } : {}),
      ...(startSeconds === undefined ? {} : { startSeconds }),
    };
  }

  private check(what: string, value: number, highest: number, where: string): void {
    if (!(value >= 0 && value <= highest)) this.refuse(`${what} from 0 to ${highest}`, String(value), where);
  }

  private refuse(expected: string, found: string, where: string): never {
    throw new Error(`${this.name}:${where}: expected ${expected}, got ${found}`);
  }
}

/** A measurement: from `atSeconds` on (or up to it, as the format says) the link carried `kbps`. */
export interface Sample {
  readonly atSeconds: number;
  readonly kbps: number;
  readonly line: number;
}

/**
 * A trace of samples that each hold from their time to the next; the last one lasts as long as the one before it
 * (one second when it is alone).
 * @throws Error naming file and line where time runs backwards.
 */
export function traceOfSamples(name: string, samples: readonly Sample[], latencySeconds?: number[]): Trace {
  const parts = new TraceParts(name);
  let seconds = 1;
  samples.forEach(({ atSeconds, kbps, line }, i) => {
    if (i + 1 < samples.length) {
      const next = samples[i + 1];
      seconds = next.atSeconds - atSeconds;
      if (seconds < 0) throw fallingTime(name, next.line, atSeconds, next.atSeconds);
    }
    parts.add(seconds, kbps, `${line}`, latencySeconds?.[i]);
  });
  return parts.finish();
}

/** Time that runs backwards, in the words of every reader. */
export function fallingTime(file: string, line: number, before: number, found: number): Error {
  return new Error(`${file}:${line}: expected a time >= ${before} (the row before), got ${found}`);
}
