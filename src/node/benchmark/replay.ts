import type { BenchmarkManifest } from '../../core/benchmark/manifest';
import { cellsOf } from '../../core/benchmark/plan';
import { makeQoe } from '../../core/qoe/qoe';
import { SessionLog } from '../../core/qoe/summary';
import type { SessionEvent } from '../../core/model/session-events';
import { findPlayerModel } from '../../core/simulator/registry';
import { sessionCapacity } from '../../core/simulator/session-capacity';
import { simulate } from '../../core/simulator/simulate';
import { TraceBandwidth } from '../../core/trace/bandwidth';
import type { SessionPlace } from '../../shared/benchmark';
import type { ReplayedSession } from '../../shared/replay';
import { storedTrace } from '../../shared/trace';
import { readData, readSource } from './data';
import { traceSha256, videoSha256 } from './hashes';
import { algorithmMaker } from './play';

/**
 * Plays one session of a benchmark again, with every event.
 * @throws Error, a sentence: the place is none of the benchmark, or its video or trace has changed or gone.
 */
export async function replaySession(
  { plan, ...manifest }: BenchmarkManifest,
  { cell, trace: traceIndex, algorithm: algorithmIndex }: SessionPlace,
  resources: string,
): Promise<ReplayedSession> {
  const place = cellsOf(plan).at(cell);
  const algorithm = plan.algorithms.at(algorithmIndex);
  const recorded = place && manifest.traceSets[place.traceSet].traces.at(traceIndex);
  if (!place || algorithm === undefined || !recorded)
    throw new Error('this session is none of the benchmark');
  const video = readSource(plan.videos[place.video]);
  if (videoSha256(video) !== manifest.videos[place.video].sha256) {
    throw new Error(`the video ${video.name} is not the one that was played any more`);
  }
  const set = plan.traceSets[place.traceSet];
  const { traceSets } = await readData({ ...plan, videos: [], traceSets: [set] });
  const trace = traceSets[0].traces.at(traceIndex);
  if (!trace || traceSha256(trace) !== recorded.sha256) {
    throw new Error(`the trace ${recorded.name} of ${set.name} is not the one that was played any more`);
  }
  const qoe = makeQoe(plan.qoe[place.qoe], video.ladderKbps);
  const { id, options } = plan.players[place.player];
  const player = findPlayerModel(id).create(options);
  const context = { video, qoe, bufferCapSeconds: player.bufferCapSeconds, future: { trace, video } };
  const events: SessionEvent[] = [];
  const log = new SessionLog();
  simulate({
    ...{ video, player, bandwidth: new TraceBandwidth(trace) },
    algorithm: algorithmMaker(resources)(algorithm, context),
    emit: (event) => {
      events.push(event);
      log.add(event);
    },
  });
  return {
    events,
    trace: storedTrace(trace),
    capacity: sessionCapacity(trace, player, events),
    ladderKbps: video.ladderKbps,
    chunkSeconds: video.chunkSeconds,
    qoe: log.summary(qoe, video.ladderKbps).qoe.total,
  };
}
