import type { AbrAlgorithm } from '../model/algorithm';
import type { SessionContext } from '../abr/algorithm-entry';
import type { Qoe } from '../qoe/qoe';
import { SessionLog } from '../qoe/summary';
import type { PlayerModel } from '../simulator/player-model';
import { simulate } from '../simulator/simulate';
import { TraceBandwidth, type Trace } from '../trace/bandwidth';
import type { Video } from '../model/video';
import { Histogram } from '../stats/histogram';

/** One algorithm on one trace, in means per chunk without chunk 0. */
export interface SessionFigures {
  readonly algorithm: string;
  readonly trace: string;
  readonly chunks: number;
  readonly qoe: number;
  /** The parts of `qoe`, which is their sum: losses are <= 0. */
  readonly qualityQoe: number;
  readonly stallQoe: number;
  readonly switchQoe: number;
  readonly bitrateKbps: number;
  readonly rebufferSecondsPerChunk: number;
  readonly changeKbpsPerChunk: number;
  readonly switches: number;
  readonly stalls: number;
  readonly startupSeconds: number | null;
}

export interface SessionSetup {
  readonly video: Video;
  readonly qoe: Qoe;
  readonly player: PlayerModel;
  /** Makes the algorithm an id names. */
  readonly makeAlgorithm: (id: string, context: SessionContext) => AbrAlgorithm;
  /** A clock in milliseconds, for the decisions' times. */
  readonly nowMs: () => number;
}

/** What one session gave: its figures, the events as a log, and where the time of decisions went. */
export interface SessionRun {
  readonly figures: SessionFigures;
  readonly log: SessionLog;
}

/** Sessions on one trace: the look-up of its capacity is made once and used for every algorithm. */
export function makeSessionRunner(setup: SessionSetup, trace: Trace) {
  const { video, qoe, player, makeAlgorithm, nowMs } = setup;
  const bandwidth = new TraceBandwidth(trace);
  const future = { trace, video };
  const context = { video, qoe, bufferCapSeconds: player.bufferCapSeconds, future };
  return (id: string, decisionMicroseconds: Histogram): SessionRun => {
    const algorithm = timed(makeAlgorithm(id, context), nowMs, decisionMicroseconds);
    const log = new SessionLog();
    simulate({ video, bandwidth, algorithm, player, emit: (event) => log.add(event) });
    return { figures: figuresOf(id, trace.name, log, qoe, video), log };
  };
}

function figuresOf(
  algorithm: string,
  trace: string,
  log: SessionLog,
  qoe: Qoe,
  video: Video,
): SessionFigures {
  const summary = log.summary(qoe, video.ladderKbps);
  return {
    algorithm,
    trace,
    chunks: summary.chunks,
    qoe: summary.qoe.total,
    qualityQoe: summary.qoe.quality,
    stallQoe: summary.qoe.stall,
    switchQoe: summary.qoe.switches,
    bitrateKbps: summary.meanBitrateKbps,
    rebufferSecondsPerChunk: summary.rebufferSecondsPerChunk,
    changeKbpsPerChunk: summary.changeKbpsPerChunk,
    switches: summary.switches,
    stalls: summary.stalls,
    startupSeconds: summary.startupSeconds,
  };
}

/** The same algorithm, each decision's time counted. */
function timed(algorithm: AbrAlgorithm, nowMs: () => number, microseconds: Histogram): AbrAlgorithm {
  const { abandon } = algorithm;
  return {
    decide(observation) {
      const before = nowMs();
      const decision = algorithm.decide(observation);
      microseconds.add((nowMs() - before) * 1000);
      return decision;
    },
    ...(abandon ? { abandon: abandon.bind(algorithm) } : {}),
  };
}
