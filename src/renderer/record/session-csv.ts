import type { SavedSession } from '../../shared/stored';

const columns = [
  'player',
  'algorithm',
  'chunk',
  'level',
  'kbps',
  'kilobits',
  'download_seconds',
  'at_seconds',
  'buffer_seconds',
  'stall_seconds',
  'reason',
];

/** Every chunk of every player, one a line (RFC 4180). */
export function sessionCsv({ players, presentation }: SavedSession): string {
  const lines = players.flatMap(({ algorithm, chunks }, slot) =>
    chunks.map((chunk) => [
      slot + 1,
      algorithm,
      chunk.index,
      chunk.level,
      presentation.ladderKbps[chunk.level],
      chunk.kilobits,
      chunk.downloadSeconds,
      chunk.atSeconds,
      chunk.bufferSeconds,
      chunk.stallSeconds,
      chunk.reason,
    ]),
  );
  return [columns, ...lines].map((cells) => cells.map(csvCell).join(',')).join('\r\n') + '\r\n';
}

/** Quoted where it must be; a sign that a spreadsheet would take for a formula is kept from it. */
function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = /^[=+@-]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
