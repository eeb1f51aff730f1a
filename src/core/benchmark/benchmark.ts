import type { PlayedTrace, TraceOutcome } from './played';
import type { BenchmarkReport } from './report';
import type { Interval } from '../stats/bootstrap';
import type { SessionFigures } from './session';

/** One algorithm over all traces: means over traces of means per chunk, chunk 0 left out. */
export interface AlgorithmResult {
  readonly id: string;
  readonly meanQoe: number;
  /** 95 % bootstrap interval of the mean over traces. */
  readonly ci95: Interval;
  readonly meanBitrateKbps: number;
  readonly rebufferSecondsPerChunk: number;
  readonly changeKbpsPerChunk: number;
  /** null when the algorithm was never asked. */
  readonly decisionMicrosecondsP50: number | null;
  readonly decisionMicrosecondsP99: number | null;
  readonly traces: readonly { readonly name: string; readonly qoe: number }[];
}

/** What `neuralstream bench --json` has printed from its first version on: the first cell of a benchmark. */
export interface BenchmarkResult {
  /** Id of the measure, its weights for a custom one. */
  readonly qoe: string;
  readonly chunksPerSecond: number;
  readonly algorithms: readonly AlgorithmResult[];
}

/** The first cell of a report; `seconds` is how long the whole benchmark took. */
export function firstCell(
  { cells: [cell] }: BenchmarkReport,
  outcomes: readonly TraceOutcome[],
  seconds: number,
): BenchmarkResult {
  const sessions = sessionsOf(outcomes, 0, cell.algorithms.length);
  const chunks = outcomes.reduce(
    (sum, outcome) => sum + (outcome.type === 'played' ? chunksOf(outcome) : 0),
    0,
  );
  return {
    qoe: cell.qoeName,
    chunksPerSecond: chunks / seconds,
    algorithms: cell.algorithms.map(({ id, meanQoe, ci95, speed, ...means }, i) => ({
      ...{ id, meanQoe, ci95 },
      meanBitrateKbps: means.bitrateKbps,
      rebufferSecondsPerChunk: means.rebufferSecondsPerChunk,
      changeKbpsPerChunk: means.changeKbpsPerChunk,
      decisionMicrosecondsP50: speed.decisionMicrosecondsP50,
      decisionMicrosecondsP99: speed.decisionMicrosecondsP99,
      traces: sessions[i].map(({ trace, qoe }) => ({ name: trace, qoe })),
    })),
  };
}

/** The sessions of a cell, algorithm by algorithm, each in the order of the traces. */
export function sessionsOf(
  outcomes: readonly TraceOutcome[],
  cell: number,
  algorithms: number,
): SessionFigures[][] {
  const played = outcomes.filter((one) => one.type === 'played').filter((one) => one.cell === cell);
  played.sort((a, b) => a.trace - b.trace);
  return Array.from({ length: algorithms }, (_, i) => played.map(({ sessions }) => sessions[i]));
}

function chunksOf({ sessions }: PlayedTrace): number {
  return sessions.reduce((sum, { chunks }) => sum + chunks, 0);
}
