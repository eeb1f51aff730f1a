import type { Trace } from '../../core/trace/bandwidth';
import { UNLIMITED_KBPS } from '../../core/trace/presets';
import { TracePlayback } from '../../core/trace/playback';
import { RecordedBandwidth } from '../../core/trace/recorder';
import type { BandwidthSetting, Moves } from '../../shared/media-server';

interface Playing {
  readonly playback: TracePlayback;
  readonly startsAtSeconds: number;
}

/**
 * What a session's links can carry: the slider, a trace, and the record of both, which is what the links are paced by.
 * Times named `now` are seconds on the process' clock; the session's own clock counts from startClock.
 */
export class Capacity {
  private record: RecordedBandwidth;
  /** What was carried by the records before this one, so that kilobitsBy never falls. */
  private kilobitsBefore = 0;
  private running = false;
  private playing: Playing | null = null;
  /** Second of the last move that newMoves has given. */
  private reportedSeconds = 0;

  constructor(
    setting: BandwidthSetting,
    private zero: number,
  ) {
    this.record = new RecordedBandwidth(setting.kbps ?? UNLIMITED_KBPS, setting.addedLatencyMs / 1000);
  }

  /** Kilobits that a link of this session can have carried by `now` since it was opened. */
  kilobitsBy(now: number): number {
    this.advance(now);
    return this.kilobitsBefore + this.record.kilobitsBy(Math.max(0, now - this.zero));
  }

  /** The capacity and latency that hold now. */
  at(now: number): { kbps: number; latencySeconds: number } {
    this.advance(now);
    return this.record.last;
  }

  /** Seconds on the session's clock; 0 until it is started. */
  secondsAt(now: number): number {
    return this.running ? now - this.zero : 0;
  }

  /** Makes `now` second 0 of a new record; a trace that plays begins anew. */
  startClock(now: number): void {
    this.kilobitsBefore = this.kilobitsBy(now);
    const playing = this.playing;
    this.playing = null;
    this.zero = now;
    this.running = true;
    this.reportedSeconds = 0;
    this.record = new RecordedBandwidth(this.record.last.kbps, this.record.last.latencySeconds);
    if (playing) this.play(playing.playback.trace, playing.playback.loop, now);
  }

  set({ kbps, addedLatencyMs }: BandwidthSetting, now: number): void {
    this.stop(now);
    this.record.set(kbps ?? UNLIMITED_KBPS, now - this.zero, addedLatencyMs / 1000);
  }

  /** Plays a trace from now, or from second 0 if the clock stands; its first part holds until then. */
  play(trace: Trace, loop: boolean, now: number): void {
    this.stop(now);
    const startsAtSeconds = now - this.zero;
    this.playing = { playback: new TracePlayback(trace, loop), startsAtSeconds };
    this.recordParts(startsAtSeconds);
  }

  /** Ends the trace; the capacity of this moment holds. */
  stop(now: number): void {
    this.advance(now);
    this.playing = null;
  }

  moves(now: number): Moves {
    this.advance(now);
    return this.running
      ? { steps: this.record.moves, untilSeconds: now - this.zero }
      : { steps: [{ ...this.record.last, atSeconds: 0 }], untilSeconds: 0 };
  }

  /**
   * The moves since the last call, and before them the one that held then, since a move at the same second replaces it.
   * None until the clock is started.
   */
  newMoves(now: number): Moves['steps'] {
    this.advance(now);
    if (!this.running) return [];
    const steps = this.record.movesSince(this.reportedSeconds);
    this.reportedSeconds = this.record.last.atSeconds;
    return steps;
  }

  /** Writes the parts of the trace that have begun into the record, each at its exact second. */
  private advance(now: number): void {
    if (this.running) this.recordParts(now - this.zero);
  }

  private recordParts(seconds: number): void {
    if (!this.playing) return;
    const { playback, startsAtSeconds } = this.playing;
    for (const step of playback.due(seconds - startsAtSeconds)) {
      // Rounding may put a part a hair after now, or before the part that it follows.
      const begun = Math.min(startsAtSeconds + step.atSeconds, seconds);
      const atSeconds = Math.max(begun, this.record.last.atSeconds);
      this.record.set(step.kbps, atSeconds, step.latencySeconds);
    }
  }
}
