import type { Trace } from '../../core/trace/bandwidth';
import { stepsOfTrace, type BandwidthStep } from '../../core/trace/recorder';

/** A change of what the links are set to; kbps null: unlimited. */
export interface LinkMove {
  readonly atSeconds: number;
  readonly kbps: number | null;
  readonly addedLatencyMs: number;
}

/** What the links were set to since the common start, by hand and by traces, as the media server counts it too. */
export class LinkRecord {
  readonly moves: LinkMove[];
  private playing: {
    readonly from: number;
    readonly steps: Iterator<BandwidthStep, void>;
    next: BandwidthStep | null;
  } | null = null;

  constructor(kbps: number | null, addedLatencyMs: number) {
    this.moves = [{ atSeconds: 0, kbps, addedLatencyMs }];
  }

  get last(): LinkMove {
    return this.moves[this.moves.length - 1];
  }

  set(kbps: number | null, addedLatencyMs: number, atSeconds: number): void {
    this.stop(atSeconds);
    this.move({ atSeconds, kbps, addedLatencyMs });
  }

  /** Plays a trace from `atSeconds` on. */
  play(trace: Trace, loop: boolean, atSeconds: number): void {
    this.stop(atSeconds);
    const steps = stepsOfTrace(trace, { loop });
    this.playing = { from: atSeconds, steps, next: steps.next().value ?? null };
    this.advance(atSeconds);
  }

  /** What holds now goes on to hold. */
  stop(atSeconds: number): void {
    this.advance(atSeconds);
    this.playing = null;
  }

  /** Writes the trace's steps up to `nowSeconds` down, each at its exact second. */
  advance(nowSeconds: number): void {
    const { playing } = this;
    while (playing?.next && playing.from + playing.next.atSeconds <= nowSeconds) {
      const { kbps, latencySeconds, atSeconds } = playing.next;
      const addedLatencyMs =
        latencySeconds === undefined ? this.last.addedLatencyMs : Math.round(latencySeconds * 1000);
      this.move({ atSeconds: playing.from + atSeconds, kbps, addedLatencyMs });
      playing.next = playing.steps.next().value ?? null;
    }
  }

  private move(move: LinkMove): void {
    const { atSeconds, kbps, addedLatencyMs } = this.last;
    if (move.kbps === kbps && move.addedLatencyMs === addedLatencyMs) return;
    if (move.atSeconds <= atSeconds) this.moves[this.moves.length - 1] = { ...move, atSeconds };
    else this.moves.push(move);
  }
}
