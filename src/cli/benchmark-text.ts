import type { AlgorithmReport, BenchmarkReport, CellReport } from '../core/benchmark/report';
import { chanceText } from '../core/benchmark/report-tables';
import type { BenchmarkEstimate, BenchmarkEvent } from '../shared/benchmark';
import { progressBar, table, type Terminal } from './terminal';

/** A wait worth announcing. */
const announcedSeconds = 10;

/** Says beforehand how long it will take where that is long, and draws a bar with the time left. */
export function benchmarkProgress(terminal: Terminal) {
  const bar = progressBar(terminal);
  const onEvent = (event: BenchmarkEvent): void => {
    switch (event.type) {
      case 'reading':
        return bar.show(0, `reading traces: ${event.traces}`);
      case 'estimated':
        bar.end();
        if (event.estimate.seconds >= announcedSeconds) terminal.err(`${estimateText(event.estimate)}\n`);
        return;
      case 'progress': {
        const { done, all, secondsLeft } = event;
        const left = secondsLeft === null ? '' : `, ${durationText(secondsLeft)} left`;
        return bar.show(done / all, `${done} of ${all} traces${left}`);
      }
      case 'ended':
        return;
    }
    event satisfies never;
  };
  return { onEvent, end: () => bar.end() };
}

function estimateText({ seconds, algorithms }: BenchmarkEstimate): string {
  const slow = [...algorithms]
    .sort((a, b) => b.seconds - a.seconds)
    .filter((one) => one.seconds > seconds / 10);
  const shares = slow.map((one) => `${one.id} ${durationText(one.seconds)}`);
  return `this takes about ${durationText(seconds)}, of which ${shares.join(', ')}`;
}

/** `40 s`, `12 min`, `3.5 h`. */
export function durationText(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

const mostNamed = 5;

/** What was left out, the first of it by name. */
export function skippedText({ skipped }: BenchmarkReport): string {
  const lines = skipped.slice(0, mostNamed).map(({ name, problem }) => `left out: ${name}: ${problem}\n`);
  const more =
    skipped.length > mostNamed ? `left out: ${skipped.length - mostNamed} more (in the report)\n` : '';
  return lines.join('') + more;
}

/** A table for each cell, the best algorithm first. */
export function tablesText({ cells, baseline }: BenchmarkReport, chunksPerSecond: number): string {
  const tables = cells.map((cell) => (cells.length > 1 ? `${placeText(cell)}\n` : '') + cellTable(cell));
  const measures = [...new Set(cells.map(({ qoeName }) => qoeName))].join(', ');
  const base = cells[0].algorithms.length > 1 ? `differences to ${baseline}, p after Holm; ` : '';
  return `${tables.join('\n')}\nQoE ${measures}, means per chunk without chunk 0; ${base}${Math.round(chunksPerSecond)} chunks a second\n`;
}

function placeText({ videoName, traceSetName, qoeName, playerName }: CellReport): string {
  return `${videoName}, ${traceSetName}, QoE ${qoeName}, player ${playerName}`;
}

function cellTable({ algorithms }: CellReport): string {
  const header = ['algorithm', 'QoE', '95 % from', 'to', 'kbps', 'stall s', 'change kbps', 'us p50', 'p99'];
  const compares = algorithms.length > 1;
  const heads = compares ? [...header, 'difference', 'p'] : header;
  const rows = [...algorithms]
    .sort((a, b) => b.meanQoe - a.meanQoe)
    .map((one) => [...cellsOf(one), ...(compares ? differenceCells(one) : [])]);
  return table([heads, ...rows]);
}

function cellsOf(one: AlgorithmReport): string[] {
  return [
    one.id,
    one.meanQoe.toFixed(4),
    ...one.ci95.map((value) => value.toFixed(4)),
    one.bitrateKbps.toFixed(1),
    one.rebufferSecondsPerChunk.toFixed(5),
    one.changeKbpsPerChunk.toFixed(1),
    one.speed.decisionMicrosecondsP50?.toFixed(1) ?? '-',
    one.speed.decisionMicrosecondsP99?.toFixed(1) ?? '-',
  ];
}

function differenceCells({ difference }: AlgorithmReport): string[] {
  if (difference === null) return ['', ''];
  return [difference.mean.toFixed(4), chanceText(difference.pHolm).replace('\u2212', '-')];
}
