import type { Histogram } from './histogram';
import type { SessionFigures } from './session';
import { bootstrapInterval } from './bootstrap';
import { mean } from './statistics';

/** One algorithm over all traces: means over traces of means per chunk, chunk 0 left out. */
export interface AlgorithmResult {
  readonly id: string;
  readonly meanQoe: number;
  /** 95 % bootstrap interval of the mean over traces. */
  readonly ci95: readonly [number, number];
  readonly meanBitrateKbps: number;
  readonly rebufferSecondsPerChunk: number;
  readonly changeKbpsPerChunk: number;
  /** null when the algorithm was never asked. */
  readonly decisionMicrosecondsP50: number | null;
  readonly decisionMicrosecondsP99: number | null;
  readonly traces: readonly { readonly name: string; readonly qoe: number }[];
}

/** What `neuralstream bench --json` prints. */
export interface BenchmarkResult {
  /** Id of the measure, its weights for a custom one. */
  readonly qoe: string;
  readonly chunksPerSecond: number;
  readonly algorithms: readonly AlgorithmResult[];
}

/** Sums up one algorithm's sessions, in the order of the traces. */
export function summarise(
  id: string,
  sessions: readonly SessionFigures[],
  decisionMicroseconds: Histogram,
): AlgorithmResult {
  const qoes = sessions.map(({ qoe }) => qoe);
  const meanOf = (pick: (figures: SessionFigures) => number): number => mean(sessions.map(pick));
  return {
    id,
    meanQoe: mean(qoes),
    ci95: bootstrapInterval(qoes),
    meanBitrateKbps: meanOf(({ bitrateKbps }) => bitrateKbps),
    rebufferSecondsPerChunk: meanOf(({ rebufferSecondsPerChunk }) => rebufferSecondsPerChunk),
    changeKbpsPerChunk: meanOf(({ changeKbpsPerChunk }) => changeKbpsPerChunk),
    decisionMicrosecondsP50: decisionMicroseconds.quantile(0.5),
    decisionMicrosecondsP99: decisionMicroseconds.quantile(0.99),
    traces: sessions.map(({ trace, qoe }) => ({ name: trace, qoe })),
  };
}
