import { chunkQoe, type Qoe } from '../qoe/qoe';
import type { SessionLog } from '../qoe/summary';
import { pensieveSleepSeconds } from '../simulator/pensieve';
import type { Video } from '../model/video';
import type { LogRow } from './published-log';

/**
 * A session under the `pensieve` player model as rows of a published log: buffer and time are read after the sleep, the
 * start-up delay is the rebuffering of chunk 0.
 */
export function logRows(log: SessionLog, { ladderKbps }: Video, qoe: Qoe): LogRow[] {
  const { chunks } = log;
  return chunks.map((chunk, i) => {
    const sleepSeconds = pensieveSleepSeconds(chunk.bufferSeconds);
    const rebufferSeconds = i === 0 ? (log.startupSeconds ?? 0) : chunk.stallSeconds;
    const lastLevel = i === 0 ? null : chunks[i - 1].level;
    return {
      seconds: chunk.atSeconds + sleepSeconds,
      kbps: ladderKbps[chunk.level],
      bufferSeconds: chunk.bufferSeconds - sleepSeconds,
      rebufferSeconds,
      bytes: Math.round(chunk.kilobits * 125),
      delayMs: chunk.downloadSeconds * 1000,
      reward: chunkQoe(qoe, chunk.level, lastLevel, rebufferSeconds).total,
    };
  });
}
