import type { SessionFigures } from './session';

const columns: readonly (readonly [string, (session: SessionFigures) => string | number | null])[] = [
  ['algorithm', ({ algorithm }) => algorithm],
  ['trace', ({ trace }) => trace],
  ['chunks', ({ chunks }) => chunks],
  ['qoe', ({ qoe }) => qoe],
  ['bitrate_kbps', ({ bitrateKbps }) => bitrateKbps],
  ['rebuffer_s_per_chunk', ({ rebufferSecondsPerChunk }) => rebufferSecondsPerChunk],
  ['change_kbps_per_chunk', ({ changeKbpsPerChunk }) => changeKbpsPerChunk],
  ['switches', ({ switches }) => switches],
  ['stalls', ({ stalls }) => stalls],
  ['startup_s', ({ startupSeconds }) => startupSeconds],
];

/** A header and one row a session (RFC 4180). */
export function sessionsCsv(sessions: readonly SessionFigures[]): string {
  const header = columns.map(([name]) => name).join(',');
  const rows = sessions.map((session) => columns.map(([, value]) => field(value(session))).join(','));
  return [header, ...rows].map((row) => `${row}\r\n`).join('');
}

/** A text that a spreadsheet would run as a formula gets an apostrophe in front. */
function field(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
