import type { SessionEvent } from '../model/session-events';

export interface TimePoint {
  readonly seconds: number;
  readonly value: number;
}

/** A choice of the algorithm, as a mark on its line. */
export interface DecisionPoint {
  readonly seconds: number;
  readonly chunkIndex: number;
  readonly level: number;
  readonly reason: string;
  readonly bufferSeconds: number;
  /** What the download measured; null when the chunk never came. */
  readonly kbps: number | null;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A session as lines over time. */
export interface SessionSeries {
  readonly decisions: readonly DecisionPoint[];
  /** Corners of the buffer's line: it rises by a chunk and falls while the video plays. */
  readonly buffer: readonly TimePoint[];
  readonly stalls: readonly Span[];
  readonly startupSeconds: number;
  readonly endSeconds: number;
}

/** Reads the lines off a session's events. */
export function seriesOf(events: readonly SessionEvent[], chunkSeconds: number): SessionSeries {
  const decisions: DecisionPoint[] = [];
  const buffer: TimePoint[] = [];
  const stalls: Span[] = [];
  let startupSeconds = 0;
  for (const event of events) {
    const { atSeconds } = event;
    if (event.type === 'chunk-requested') {
      const { chunkIndex, level, reason, bufferSeconds } = event;
      decisions.push({ seconds: atSeconds, chunkIndex, level, reason, bufferSeconds, kbps: null });
      buffer.push({ seconds: atSeconds, value: bufferSeconds });
    } else if (event.type === 'chunk-downloaded') {
      const last = decisions.length - 1;
      const kbps = event.kilobits / event.downloadSeconds;
      if (last >= 0) decisions[last] = { ...decisions[last], kbps };
      buffer.push({ seconds: atSeconds, value: Math.max(0, event.bufferSeconds - chunkSeconds) });
      buffer.push({ seconds: atSeconds, value: event.bufferSeconds });
    } else if (event.type === 'started') startupSeconds = event.startupSeconds;
    else if (event.type === 'stalled')
      buffer.push({ seconds: atSeconds, value: playedDown(buffer, atSeconds) });
    else if (event.type === 'resumed') stalls.push({ from: atSeconds - event.stallSeconds, to: atSeconds });
    else if (event.type === 'ended') buffer.push({ seconds: atSeconds, value: 0 });
  }
  const endSeconds = events.reduce((end, { atSeconds }) => Math.max(end, atSeconds), 0);
  return { decisions, buffer, stalls, startupSeconds, endSeconds };
}

/** What is left of the last known buffer after playing until `seconds`; not nothing where only the sound is missing. */
function playedDown(buffer: readonly TimePoint[], seconds: number): number {
  if (buffer.length === 0) return 0;
  const last = buffer[buffer.length - 1];
  return Math.max(0, last.value - (seconds - last.seconds));
}
