import type { Trace } from '../bandwidth';
import { columnName, splitCsv } from './csv';
import { isFccRow, parseFcc } from './fcc';
import type { TraceInput } from './input';
import { toNumber } from '../../text/number';
import { parseMahimahi } from './mahimahi';
import { namesATrace, parseNamedCsv } from './named-csv';
import { parseOwn } from './own';
import { parsePensieve } from './pensieve';
import { isPufferHeader, parsePuffer } from './puffer';
import { isRacaHeader, parseRaca } from './raca';
import { ghentColumns, hsdpaColumns, parseReceivedBytes } from './received-bytes';
import { parseSabre } from './sabre';
import { lumosColumns, oboeColumns, parseTwoColumns } from './two-columns';

/** A way to write traces down. */
export interface TraceFormat {
  readonly id: string;
  readonly name: string;
  /** Whether the first lines of a file (trimmed, none empty) look like it. Formats are asked in the list's order. */
  readonly looksLike: (head: readonly string[]) => boolean;
  readonly parse: (input: TraceInput) => Trace[];
}

/** Every format: a new one is a file and an entry here. */
export const traceFormats: readonly TraceFormat[] = [
  {
    id: 'neuralstream',
    name: 'NeuralStream trace JSON',
    looksLike: (head) => head[0].startsWith('{') && head.some((line) => line.includes('"durationsSeconds"')),
    parse: (input) => [parseOwn(input)],
  },
  {
    id: 'sabre',
    name: 'Sabre network JSON',
    looksLike: ([first]) => /^[[{]/.test(first),
    parse: (input) => [parseSabre(input)],
  },
  {
    id: 'puffer',
    name: 'Puffer video_sent CSV',
    looksLike: ([first]) => isPufferHeader(columnsOf(first)),
    parse: parsePuffer,
  },
  {
    id: 'raca',
    name: 'Raca 4G/5G CSV',
    looksLike: ([first]) => isRacaHeader(columnsOf(first)),
    parse: (input) => [parseRaca(input)],
  },
  {
    id: 'fcc',
    name: 'FCC curr_webget CSV',
    looksLike: ([first]) => first.startsWith('unit_id,') || isFccRow(splitCsv(first)),
    parse: parseFcc,
  },
  {
    id: 'csv',
    name: 'CSV with named columns',
    looksLike: ([first]) => namesATrace(columnsOf(first)),
    parse: (input) => [parseNamedCsv(input)],
  },
  {
    id: 'ghent',
    name: 'Ghent 4G log',
    looksLike: ([first]) => countColumns(first) === 6 && firstNumber(first) >= 1e11,
    parse: (input) => [parseReceivedBytes(input, ghentColumns)],
  },
  {
    id: 'hsdpa',
    name: 'HSDPA log (Oslo)',
    looksLike: ([first]) => countColumns(first) === 6 && firstNumber(first) < 1e11,
    parse: (input) => [parseReceivedBytes(input, hsdpaColumns)],
  },
  {
    id: 'mahimahi',
    name: 'Mahimahi packet times',
    looksLike: ([first]) => /^\d+$/.test(first),
    parse: (input) => [parseMahimahi(input)],
  },
  {
    id: 'oboe',
    name: 'Oboe (ms, kbps)',
    looksLike: (head) => countColumns(head[0]) === 2 && looksLikeMilliseconds(twoNumbers(head)),
    parse: (input) => [parseTwoColumns(input, oboeColumns)],
  },
  {
    id: 'lumos5g',
    name: 'Lumos5G (s, Mbit/s)',
    looksLike: (head) => countColumns(head[0]) === 2 && looksLikeWholeSeconds(head),
    parse: (input) => [parseTwoColumns(input, lumosColumns)],
  },
  {
    id: 'pensieve',
    name: 'Pensieve cooked (s, Mbit/s)',
    looksLike: ([first]) => countColumns(first) === 2 && !Number.isNaN(firstNumber(first)),
    parse: (input) => [parsePensieve(input)],
  },
];

function columnsOf(line: string): string[] {
  return splitCsv(line).map(columnName);
}

function countColumns(line: string): number {
  return line.split(/[\s,]+/).length;
}

function firstNumber(line: string): number {
  return toNumber(line.split(/[\s,]+/)[0]);
}

function twoNumbers(head: readonly string[]): number[][] {
  return head.map((line) => line.split(/[\s,]+/).map(toNumber)).filter((row) => row.every(Number.isFinite));
}

/** Steps of 100 and more, rates of 20 and more: seconds and Mbit/s would mean minutes at tens of Mbit/s. */
function looksLikeMilliseconds(rows: readonly number[][]): boolean {
  const steps = rows.slice(1).map((row, i) => row[0] - rows[i][0]);
  return steps.length > 0 && median(steps) >= 100 && median(rows.map((row) => row[1])) >= 20;
}

/** Consecutive whole seconds written without a point, and rates that only 5G reaches. */
function looksLikeWholeSeconds(head: readonly string[]): boolean {
  const rows = twoNumbers(head);
  const consecutive = rows.slice(1).every((row, i) => row[0] - rows[i][0] === 1);
  const whole = head.every((line) => /^\d+[\s,]/.test(line));
  return rows.length > 1 && whole && consecutive && median(rows.map((row) => row[1])) >= 100;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
