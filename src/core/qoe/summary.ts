import type { SessionEvent } from '../session/events';
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
  readonly switches: number;
  readonly stalls: number;
  readonly stallSeconds: number;
  readonly startupSeconds: number | null;
  /** Means per chunk. */
  readonly qoe: QoeParts;
}

/** Collects a session's events into chunk records and numbers; the same for live and simulated sessions. */
export class SessionLog {
  readonly chunks: ChunkRecord[] = [];
  startupSeconds: number | null = null;
  stalls = 0;
  stallSeconds = 0;
  endedAtSeconds: number | null = null;
  private reason = '';

  add(event: SessionEvent): void {
    switch (event.type) {
      case 'chunk-requested':
        this.reason = event.reason;
        return;
      case 'chunk-downloaded': {
        const { chunkIndex, level, kilobits, downloadSeconds, atSeconds, bufferSeconds } = event;
        const sizes = { index: chunkIndex, level, kilobits, downloadSeconds, atSeconds, bufferSeconds };
        this.chunks.push({ ...sizes, stallSeconds: 0, reason: this.reason });
        return;
      }
      case 'started':
        this.startupSeconds = event.startupSeconds;
        return;
      case 'resumed':
        this.stalls += 1;
        this.stallSeconds += event.stallSeconds;
        if (this.chunks.length > 0) this.chunks[this.chunks.length - 1].stallSeconds += event.stallSeconds;
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

  /** QoE of each chunk, in order, chunk 0 included. */
  perChunk(qoe: Qoe): QoeParts[] {
    return this.chunks.map((chunk, i) =>
      chunkQoe(qoe, chunk.level, i === 0 ? null : this.chunks[i - 1].level, chunk.stallSeconds),
    );
  }

  summary(qoe: Qoe, ladderKbps: readonly number[]): SessionSummary {
    const { chunks } = this;
    const count = Math.max(chunks.length - 1, 0);
    const sum = { quality: 0, stall: 0, switches: 0, total: 0 };
    let kbpsSum = 0;
    let switches = 0;
    for (let i = 1; i < chunks.length; i++) {
      const parts = chunkQoe(qoe, chunks[i].level, chunks[i - 1].level, chunks[i].stallSeconds);
      sum.quality += parts.quality;
      sum.stall += parts.stall;
      sum.switches += parts.switches;
      sum.total += parts.total;
      kbpsSum += ladderKbps[chunks[i].level];
      if (chunks[i].level !== chunks[i - 1].level) switches += 1;
    }
    const perChunk = (value: number): number => (count === 0 ? 0 : value / count);
    return {
      chunks: chunks.length,
      meanBitrateKbps: perChunk(kbpsSum),
      switches,
      stalls: this.stalls,
      stallSeconds: this.stallSeconds,
      startupSeconds: this.startupSeconds,
      qoe: {
        quality: perChunk(sum.quality),
        stall: perChunk(sum.stall),
        switches: perChunk(sum.switches),
        total: perChunk(sum.total),
      },
    };
  }
}
