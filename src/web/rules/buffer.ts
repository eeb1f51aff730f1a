/** A stretch of the presentation, in seconds. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Spans that are so near to each other are one: chunks are cut at whole frames. */
const gapSeconds = 0.25;

/**
 * Seconds of video ahead of the play head: what the element has buffered, and the chunks that came in a row, which may not
 * be appended yet.
 */
export function bufferAhead(playHead: number, buffered: readonly Span[], arrived: Span | null): number {
  const spans = arrived === null ? buffered : [...buffered, arrived];
  const end = [...spans]
    .sort((a, b) => a.start - b.start)
    .reduce(
      (reached, span) => (span.start <= reached + gapSeconds ? Math.max(reached, span.end) : reached),
      playHead,
    );
  return end - playHead;
}

/** The spans of a media element's buffer. */
export function spansOf(ranges: TimeRanges): Span[] {
  return Array.from({ length: ranges.length }, (_, i) => ({ start: ranges.start(i), end: ranges.end(i) }));
}

/** How many chunks a chunk lies after another: 0 for the same, 1 for the next, null for any other. */
export function stepsAfter(before: Span, { start }: Span): 0 | 1 | null {
  const [fromStart, fromEnd] = [before.start, before.end].map((edge) => Math.abs(start - edge));
  if (Math.min(fromStart, fromEnd) > gapSeconds) return null;
  return fromEnd < fromStart ? 1 : 0;
}

/** The row of chunks that came one after the other, grown by another; a jump begins a new row. */
export function grown(row: Span | null, chunk: Span): Span {
  return row !== null && Math.abs(chunk.start - row.end) <= gapSeconds
    ? { start: row.start, end: chunk.end }
    : chunk;
}
