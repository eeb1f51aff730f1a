import type { SessionMeasure } from './cell-values';
import type { BenchmarkManifest, SkippedTrace } from './manifest';
import { percentileInterval, resampledMeans, type Interval } from '../stats/bootstrap';
import { Histogram } from '../stats/histogram';
import { holm } from '../stats/holm';
import { cellsOf, type Cell } from './plan';
import type { PlayedTrace, TraceOutcome } from './played';
import type { SessionFigures } from './session';
import { mean, median } from '../stats/statistics';
import { wilcoxon } from '../stats/wilcoxon';

/** An algorithm held to the baseline, trace by trace. */
export interface Difference {
  /** Mean of its QoE minus the baseline's. */
  readonly mean: number;
  readonly ci95: Interval;
  /** Traces on which it is above, level with and below the baseline. */
  readonly wins: number;
  readonly ties: number;
  readonly losses: number;
  /** Of Wilcoxon's signed-rank test, two-sided; and after Holm's correction over the algorithms of the cell. */
  readonly p: number;
  readonly pHolm: number;
  readonly method: 'exact' | 'normal';
}

/** One algorithm in one cell; means over traces of means per chunk, chunk 0 left out. */
export interface AlgorithmReport {
  readonly id: string;
  readonly name: string;
  /** Traces that it is judged on. */
  readonly traces: number;
  readonly meanQoe: number;
  readonly medianQoe: number;
  /** 95 % bootstrap interval of the mean over traces. */
  readonly ci95: Interval;
  /** Means of the parts, which add up to the mean. */
  readonly qualityQoe: number;
  readonly stallQoe: number;
  readonly switchQoe: number;
  readonly bitrateKbps: number;
  readonly rebufferSecondsPerChunk: number;
  readonly changeKbpsPerChunk: number;
  /** Over the sessions that began to play; null when none did. */
  readonly startupSeconds: number | null;
  /** null for the baseline itself. */
  readonly difference: Difference | null;
  /** Its mean over that of the offline plan; null without one, under a player it does not plan for, or below 0. */
  readonly ceilingShare: number | null;
  /** The machine's, not the algorithm's: all that differs between two runs of a manifest. null: never asked. */
  readonly speed: {
    readonly decisionMicrosecondsP50: number | null;
    readonly decisionMicrosecondsP99: number | null;
    /** Chunks simulated in a second of one core, decisions included. */
    readonly chunksPerSecond: number | null;
  };
}

/** One video, trace set, measure and player. */
export interface CellReport extends Cell {
  readonly videoName: string;
  readonly traceSetName: string;
  readonly qoeName: string;
  readonly playerName: string;
  /** In the plan's order; empty when no trace of the cell was played. */
  readonly algorithms: readonly AlgorithmReport[];
}

/** What a benchmark found: stored as report.json. */
export interface BenchmarkReport {
  readonly version: 1;
  readonly name: string;
  readonly baseline: string;
  /** Traces of cells played, and those of the whole plan. */
  readonly played: number;
  readonly planned: number;
  readonly cells: readonly CellReport[];
  readonly skipped: readonly SkippedTrace[];
}

const ceilingId = 'optimal';
/** The offline plan plans for this player. */
const ceilingPlayer = 'pensieve';

/** The report of what was played so far; the order in which it was played does not matter. */
export function makeReport(manifest: BenchmarkManifest, outcomes: readonly TraceOutcome[]): BenchmarkReport {
  const { plan, traceSets } = manifest;
  const cells = cellsOf(plan);
  const sorted = [...outcomes].sort((a, b) => a.cell - b.cell || a.trace - b.trace);
  const played = sorted.filter((outcome) => outcome.type === 'played');
  const failed = sorted.flatMap((outcome) => {
    if (outcome.type === 'played') return [];
    const { name, traces } = traceSets[cells[outcome.cell].traceSet];
    return [{ traceSet: name, name: traces[outcome.trace].name, problem: outcome.problem }];
  });
  return {
    version: 1,
    name: plan.name,
    baseline: plan.baseline,
    played: played.length,
    planned: cells.reduce((sum, { traceSet }) => sum + traceSets[traceSet].traces.length, 0),
    cells: cells.map((cell, number) => ({
      ...cell,
      videoName: manifest.videos[cell.video].name,
      traceSetName: traceSets[cell.traceSet].name,
      qoeName: manifest.qoe[cell.qoe],
      playerName: manifest.players[cell.player],
      algorithms: algorithmReports(
        manifest,
        played.filter((one) => one.cell === number),
        plan.players[cell.player].id === ceilingPlayer,
      ),
    })),
    skipped: [...manifest.skipped, ...once(failed)],
  };
}

/** A trace that fails in every cell is told once. */
function once(skipped: readonly SkippedTrace[]): SkippedTrace[] {
  const key = (one: SkippedTrace): string => JSON.stringify([one.traceSet, one.name, one.problem]);
  return [...new Map(skipped.map((one) => [key(one), one])).values()];
}

function algorithmReports(
  { plan, algorithms }: BenchmarkManifest,
  played: readonly PlayedTrace[],
  hasCeiling: boolean,
): AlgorithmReport[] {
  if (played.length === 0) return [];
  const columns = plan.algorithms.map((_, i) => played.map(({ sessions }) => sessions[i].qoe));
  const resampled = resampledMeans(columns, plan.seed);
  const differences = differencesTo(plan.algorithms.indexOf(plan.baseline), columns, resampled);
  const ceiling = hasCeiling ? mean(columns[plan.algorithms.indexOf(ceilingId)] ?? []) : NaN;
  return columns.map((qoes, i) => {
    const sessions = played.map((one) => one.sessions[i]);
    const startups = sessions.flatMap(({ startupSeconds }) => startupSeconds ?? []);
    const meanQoe = mean(qoes);
    return {
      id: plan.algorithms[i],
      name: algorithms[i].name,
      traces: qoes.length,
      meanQoe,
      medianQoe: median(qoes),
      ci95: percentileInterval(resampled[i]),
      ...meansOf(sessions),
      startupSeconds: startups.length > 0 ? mean(startups) : null,
      difference: differences[i],
      ceilingShare: ratio(meanQoe, ceiling),
      speed: speedOf(played, i),
    };
  });
}

function meansOf(sessions: readonly SessionFigures[]) {
  const of = (measure: SessionMeasure): number => mean(sessions.map((one) => one[measure]));
  return {
    qualityQoe: of('qualityQoe'),
    stallQoe: of('stallQoe'),
    switchQoe: of('switchQoe'),
    bitrateKbps: of('bitrateKbps'),
    rebufferSecondsPerChunk: of('rebufferSecondsPerChunk'),
    changeKbpsPerChunk: of('changeKbpsPerChunk'),
  };
}

function differencesTo(
  baseline: number,
  columns: readonly (readonly number[])[],
  resampled: readonly Float64Array[],
): (Difference | null)[] {
  const pairs = columns.map((qoes) => qoes.map((qoe, k) => qoe - columns[baseline][k]));
  const others = columns.flatMap((_, i) => (i === baseline ? [] : [i]));
  const tests = others.map((i) => wilcoxon(pairs[i]));
  const corrected = holm(tests.map(({ p }) => p));
  return columns.map((_, i) => {
    const at = others.indexOf(i);
    if (at < 0) return null;
    const { p, method } = tests[at];
    return {
      mean: mean(pairs[i]),
      ci95: percentileInterval(resampled[i].map((value, k) => value - resampled[baseline][k])),
      wins: pairs[i].filter((difference) => difference > 0).length,
      ties: pairs[i].filter((difference) => difference === 0).length,
      losses: pairs[i].filter((difference) => difference < 0).length,
      p,
      pHolm: corrected[at],
      method,
    };
  });
}

function speedOf(played: readonly PlayedTrace[], algorithm: number): AlgorithmReport['speed'] {
  const times = new Histogram();
  let [seconds, chunks] = [0, 0];
  for (const { timings, sessions } of played) {
    times.addPairs(timings[algorithm].decisions);
    seconds += timings[algorithm].seconds;
    chunks += sessions[algorithm].chunks;
  }
  return {
    decisionMicrosecondsP50: times.quantile(0.5),
    decisionMicrosecondsP99: times.quantile(0.99),
    chunksPerSecond: ratio(chunks, seconds),
  };
}

/** null where there is nothing to divide by. */
function ratio(value: number, by: number): number | null {
  const quotient = value / by;
  return by > 0 && Number.isFinite(quotient) ? quotient : null;
}
