import { SessionLog, type SessionSummary } from '../../core/qoe/summary';
import type { Qoe } from '../../core/qoe/qoe';
import type { SessionEvent } from '../../core/model/session-events';

/** A time in seconds since the common start, for all series. */
export interface RatePoint {
  readonly t: number;
  readonly kbps: number;
}

/** What the charts draw of one player. Arrays grow in place; Comparison.revision tells when. */
export interface PlayerSeries {
  /** Throughput of each video chunk, at its last byte. */
  readonly measured: readonly RatePoint[];
  /** Nominal bitrate of each chunk chosen, at its request; draw stepped. */
  readonly bitrate: readonly RatePoint[];
  readonly buffer: readonly { readonly t: number; readonly s: number }[];
  /** Sum of QoE over chunks so far (chunk 0 left out), under both measures. */
  readonly qoe: readonly { readonly t: number; readonly lin: number; readonly log: number }[];
  /** `to` null: still standing. */
  readonly stalls: readonly { readonly from: number; readonly to: number | null }[];
}

export interface ComparisonSeries {
  /** Capacity of the links as the media server reported it; kbps null: unlimited. Draw stepped, up to untilSeconds. */
  readonly link: {
    readonly steps: readonly { readonly atSeconds: number; readonly kbps: number | null }[];
    readonly untilSeconds: number;
  };
  /** By slot. */
  readonly players: readonly PlayerSeries[];
}

/** The decision that a player's last requested chunk follows. */
export interface ShownDecision {
  readonly chunkIndex: number;
  readonly level: number;
  readonly reason: string;
}

/** One player's session as it grows: its log, its series and the decision it follows. */
export class PlayerRecord implements PlayerSeries {
  log = new SessionLog();
  readonly measured: RatePoint[] = [];
  readonly bitrate: RatePoint[] = [];
  readonly buffer: { t: number; s: number }[] = [];
  readonly qoe: { t: number; lin: number; log: number }[] = [];
  readonly stalls: { from: number; to: number | null }[] = [];
  decision: ShownDecision | null = null;
  private readonly events: SessionEvent[] = [];

  constructor(
    private readonly ladderKbps: readonly number[],
    private readonly measures: { readonly lin: Qoe; readonly log: Qoe },
  ) {}

  readonly add = (event: SessionEvent): void => {
    const t = event.atSeconds;
    switch (event.type) {
      case 'chunk-requested': {
        const { chunkIndex, level, reason } = event;
        this.decision = { chunkIndex, level, reason };
        this.bitrate.push({ t, kbps: this.ladderKbps[level] });
        break;
      }
      case 'chunk-downloaded':
        this.measured.push({ t, kbps: event.kilobits / event.downloadSeconds });
        break;
      case 'stalled':
        this.stalls.push({ from: t, to: null });
        break;
      case 'resumed': {
        const { from } = this.stalls[this.stalls.length - 1];
        this.stalls[this.stalls.length - 1] = { from, to: t };
        break;
      }
      case 'started':
      case 'ended':
      case 'chunk-abandoned':
        break;
      default:
        event satisfies never;
    }
    this.logEvent(event);
    if (event.type === 'chunk-downloaded' || event.type === 'resumed') this.pushQoe(t);
  };

  summary(measure: 'lin' | 'log'): SessionSummary {
    return this.log.summary(this.measures[measure], this.ladderKbps);
  }

  /**
   * A chunk that dash.js fetched anew at another level (only its own rules do) takes the place of the first: what
   * counts is what was shown.
   */
  private logEvent(event: SessionEvent): void {
    const { events } = this;
    const earlier =
      event.type === 'chunk-downloaded'
        ? events.findIndex((past) => past.type === event.type && past.chunkIndex === event.chunkIndex)
        : -1;
    if (event.type !== 'chunk-downloaded' || earlier === -1) {
      events.push(event);
      this.log.add(event);
      return;
    }
    const asked = events.findIndex(asks(event.chunkIndex));
    const again = events.length - 1 - [...events].reverse().findIndex(asks(event.chunkIndex));
    events[earlier] = event;
    events[asked] = events[again];
    if (again !== asked) events.splice(again, 1);
    this.log = new SessionLog();
    for (const past of events) this.log.add(past);
  }

  private pushQoe(t: number): void {
    const sum = (qoe: Qoe): number => {
      const counted = this.log.perChunk(qoe).slice(1);
      return counted.reduce((total, parts) => total + parts.total, 0);
    };
    this.qoe.push({ t, lin: sum(this.measures.lin), log: sum(this.measures.log) });
  }
}

function asks(chunkIndex: number): (event: SessionEvent) => boolean {
  return (event) => event.type === 'chunk-requested' && event.chunkIndex === chunkIndex;
}
