import type { Trace } from '../../core/trace/bandwidth';
import { TracePlayback } from '../../core/trace/playback';

/** A change of what the links are set to; kbps null: unlimited. */
export interface LinkMove {
  readonly atSeconds: number;
  readonly kbps: number | null;
  readonly addedLatencyMs: number;
}

/** What the links were set to since the common start, by hand and by traces, as the media server counts it too. */
export class LinkRecord {
  readonly moves: LinkMove[];
  private playing: { readonly from: number; readonly playback: TracePlayback } | null = null;

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
    this.playing = { from: atSeconds, playback: new TracePlayback(trace, loop) };
    this.advance(atSeconds);
  }

  /** What holds now goes on to hold. */
  stop(atSeconds: number): void {
    this.advance(atSeconds);
    this.playing = null;
  }

  /** Writes the trace's steps up to `nowSeconds` down, each at its exact second. */
  advance(nowSeconds: number): void {
    if (!this.playing) return;
    const { from, playback } = this.playing;
    for (const { kbps, latencySeconds, atSeconds } of playback.due(nowSeconds - from)) {
      const addedLatencyMs =
        latencySeconds === undefined ? this.last.addedLatencyMs : Math.round(latencySeconds * 1000);
      this.move({ atSeconds: from + atSeconds, kbps, addedLatencyMs });
    }
  }

  private move(move: LinkMove): void {
    const { atSeconds, kbps, addedLatencyMs } = this.last;
    if (move.kbps === kbps && move.addedLatencyMs === addedLatencyMs) return;
    if (move.atSeconds <= atSeconds) this.moves[this.moves.length - 1] = { ...move, atSeconds };
    else this.moves.push(move);
  }
}
