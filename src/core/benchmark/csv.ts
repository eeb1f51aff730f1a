import type { BenchmarkManifest } from './manifest';
import { cellsOf } from './plan';
import { sessionsOf } from './benchmark';
import type { TraceOutcome } from './played';
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
  ['qoe_quality', ({ qualityQoe }) => qualityQoe],
  ['qoe_stall', ({ stallQoe }) => stallQoe],
  ['qoe_switch', ({ switchQoe }) => switchQoe],
];

const cellColumns = ['video', 'trace_set', 'qoe_measure', 'player'];

/** A header and one row a session (RFC 4180): cell by cell, algorithm by algorithm, trace by trace. */
export function sessionsCsv(manifest: BenchmarkManifest, outcomes: readonly TraceOutcome[]): string {
  const header = [...columns.map(([name]) => name), ...cellColumns];
  const rows = cellsOf(manifest.plan).flatMap((cell, number) => {
    const place = [
      manifest.videos[cell.video].name,
      manifest.traceSets[cell.traceSet].name,
      manifest.qoe[cell.qoe],
      manifest.players[cell.player],
    ];
    const sessions = sessionsOf(outcomes, number, manifest.algorithms.length).flat();
    return sessions.map((session) => [...columns.map(([, value]) => value(session)), ...place]);
  });
  return [header, ...rows].map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
}

/** A text that a spreadsheet would run as a formula gets an apostrophe in front. */
export function csvField(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
