import type { AbrAlgorithm } from '../model/algorithm';
import type { Qoe } from '../qoe/qoe';
import { SessionLog } from '../qoe/summary';
import { pensieve } from '../simulator/pensieve';
import { simulate } from '../simulator/simulate';
import type { TraceBandwidth } from '../trace/bandwidth';
import type { Video } from '../model/video';
import type { LogRow } from './published-log';
import { logRows } from './session-rows';

/** How far a replay is from a published log. */
export interface Verification {
  readonly chunks: number;
  readonly maxDelayErrorMs: number;
  readonly maxBufferErrorMs: number;
  readonly maxRewardError: number;
}

/**
 * Replays the logged levels under the `pensieve` player model and compares every row's delay, buffer and reward
 * (under `qoe`) with the logged ones.
 * @throws Error when the log has more rows than the video has chunks, or a bitrate that the ladder has not.
 */
export function verifyLog(
  video: Video,
  bandwidth: TraceBandwidth,
  rows: readonly LogRow[],
  qoe: Qoe,
): Verification {
  if (rows.length > video.chunkCount) {
    throw new Error(`video ${video.name}: the log has ${rows.length} rows for ${video.chunkCount} chunks`);
  }
  const log = new SessionLog();
  const algorithm = replay(video, rows);
  simulate({ video, bandwidth, algorithm, player: pensieve(), emit: (event) => log.add(event) });
  const replayed = logRows(log, video, qoe);
  const farthest = (error: (row: LogRow, own: LogRow) => number): number =>
    rows.reduce((most, row, i) => Math.max(most, Math.abs(error(row, replayed[i]))), 0);
  return {
    chunks: rows.length,
    maxDelayErrorMs: farthest((row, own) => row.delayMs - own.delayMs),
    maxBufferErrorMs: farthest((row, own) => 1000 * (row.bufferSeconds - own.bufferSeconds)),
    maxRewardError: farthest((row, own) => row.reward - own.reward),
  };
}

/** The farthest of several verifications, and all their chunks. */
export function worstOf(verifications: readonly Verification[]): Verification {
  const most = (pick: (one: Verification) => number): number => Math.max(0, ...verifications.map(pick));
  return {
    chunks: verifications.reduce((sum, { chunks }) => sum + chunks, 0),
    maxDelayErrorMs: most((one) => one.maxDelayErrorMs),
    maxBufferErrorMs: most((one) => one.maxBufferErrorMs),
    maxRewardError: most((one) => one.maxRewardError),
  };
}

/** Asks for the levels of a log, one after the other; the lowest where the log ends before the video. */
function replay({ name, ladderKbps }: Video, rows: readonly LogRow[]): AbrAlgorithm {
  return {
    decide({ chunkIndex }) {
      if (chunkIndex >= rows.length) return { level: 0, reason: 'the log ends here' };
      const level = ladderKbps.indexOf(rows[chunkIndex].kbps);
      if (level < 0) throw new Error(`video ${name}: no level of ${rows[chunkIndex].kbps} kbps`);
      return { level, reason: 'as logged' };
    },
  };
}
