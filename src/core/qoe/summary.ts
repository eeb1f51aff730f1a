import type { ChunkDownloaded, SessionEvent } from '../model/session-events';
import { chunkQoe, type Qoe, type QoeParts } from './qoe';

/** One chunk as tables, exports and logs show it. */
export interface ChunkRecord {
  readonly index: number;
  readonly level: number;
  readonly kilobits: number;
  readonly downloadSeconds: number;
  /** When its last byte arrived. */
  readonly atSeconds: number;
  /** After it was added. */
  readonly bufferSeconds: number;
  stallSeconds: number;
  readonly reason: string;
}

/** A session in numbers. Chunk 0 is left out of every mean and of QoE (start-up is a figure of its own). */
export interface SessionSummary {
  readonly chunks: number;
  readonly meanBitrateKbps: number;
  readonly changeKbpsPerChunk: number;
  /** Means per chunk, as the bitrate and the change. */
  readonly rebufferSecondsPerChunk: number;
  readonly switches: number;
  readonly stalls: number;
  readonly stallSeconds: number;
  readonly startupSeconds: number | null;
  /** Means per chunk. */
  readonly qoe: QoeParts;
}

/** Collects a session's events into chunk records and numbers; the same for live and simulated sessions. */
export class SessionLog {
  startupSeconds: number | null = null;
  stalls = 0;
  stallSeconds = 0;
  endedAtSeconds: number | null = null;
  private readonly downloads: ChunkDownloaded[] = [];
  private readonly reasons: string[] = [];
  /** Stall of each chunk, up to the last one that had any. */
  private readonly chunkStalls: number[] = [];
  /** Made when they are first asked for: a benchmark that wants only the summary never does. */
  private readonly records: ChunkRecord[] = [];
  private reason = '';

  add(event: SessionEvent): void {
    switch (event.type) {
      case 'chunk-requested':
        this.reason = event.reason;
        return;
      case 'chunk-downloaded':
        this.downloads.push(event);
        this.reasons.push(this.reason);
        return;
      case 'started':
        this.startupSeconds = event.startupSeconds;
        return;
      case 'resumed':
        this.addStall(event.stallSeconds);
        return;
      case 'ended':
        this.endedAtSeconds = event.atSeconds;
        return;
      case 'stalled':
      case 'chunk-abandoned':
        return;
    }
    event satisfies never;
  }

  /** Every chunk downloaded so far, in order. */
  get chunks(): readonly ChunkRecord[] {
    for (let i = this.records.length; i < this.downloads.length; i++) {
      const stallSeconds = i < this.chunkStalls.length ? this.chunkStalls[i] : 0;
      this.records.push(recordOf(this.downloads[i], stallSeconds, this.reasons[i]));
    }
    return this.records;
  }

  /** QoE of each chunk, in order, chunk 0 included. */
  perChunk(qoe: Qoe): QoeParts[] {
    return this.chunks.map(({ level, stallSeconds }, i) =>
      chunkQoe(qoe, level, i === 0 ? null : this.downloads[i - 1].level, stallSeconds),
    );
  }

  summary(qoe: Qoe, ladderKbps: readonly number[]): SessionSummary {
    const { downloads, chunkStalls } = this;
    const sum = { quality: 0, stall: 0, switches: 0, total: 0, kbps: 0, changeKbps: 0, stallSeconds: 0 };
    let switches = 0;
    for (let i = 1; i < downloads.length; i++) {
      const { level } = downloads[i];
      const lastLevel = downloads[i - 1].level;
      const stallSeconds = i < chunkStalls.length ? chunkStalls[i] : 0;
      const parts = chunkQoe(qoe, level, lastLevel, stallSeconds);
      sum.quality += parts.quality;
      sum.stall += parts.stall;
      sum.switches += parts.switches;
      sum.total += parts.total;
      sum.kbps += ladderKbps[level];
      sum.changeKbps += Math.abs(ladderKbps[level] - ladderKbps[lastLevel]);
      sum.stallSeconds += stallSeconds;
      if (level !== lastLevel) switches += 1;
    }
    const counted = Math.max(downloads.length - 1, 1);
    return {
      chunks: downloads.length,
      meanBitrateKbps: sum.kbps / counted,
      changeKbpsPerChunk: sum.changeKbps / counted,
      rebufferSecondsPerChunk: sum.stallSeconds / counted,
      switches,
      stalls: this.stalls,
      stallSeconds: this.stallSeconds,
      startupSeconds: this.startupSeconds,
      qoe: {
        quality: sum.quality / counted,
        stall: sum.stall / counted,
        switches: sum.switches / counted,
        total: sum.total / counted,
      },
    };
  }

  /** A stall counts for the chunk downloaded last. */
  private addStall(seconds: number): void {
    this.stalls += 1;
    this.stallSeconds += seconds;
    const last = this.downloads.length - 1;
    if (last < 0) return;
    while (this.chunkStalls.length <= last) this.chunkStalls.push(0);
    this.chunkStalls[last] += seconds;
    if (last < this.records.length) this.records[last].stallSeconds += seconds;
  }
}

/** Written out field by field: a spread here costs ten times as much. */
function recordOf(event: ChunkDownloaded, stallSeconds: number, reason: string): ChunkRecord {
  return {
    index: event.chunkIndex,
    level: event.level,
    kilobits: event.kilobits,
    downloadSeconds: event.downloadSeconds,
    atSeconds: event.atSeconds,
    bufferSeconds: event.bufferSeconds,
    stallSeconds,
    reason,
  };
}
