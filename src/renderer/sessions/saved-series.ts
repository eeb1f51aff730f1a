import { chunkQoe, makeQoe, type QoeId } from '../../core/qoe/qoe';
import type { SavedPlayer, SavedSession } from '../../shared/stored';
import type { ComparisonSeries, PlayerSeries } from '../record/player-record';

/** A saved session as the same series that a live one draws. */
export function seriesOfSaved(session: SavedSession): ComparisonSeries {
  return {
    link: { steps: session.bandwidth, untilSeconds: session.seconds },
    players: session.players.map((player) => playerSeries(player, session.presentation.ladderKbps)),
  };
}

function playerSeries(player: SavedPlayer, ladderKbps: readonly number[]): PlayerSeries {
  const lin = cumulativeQoe(player, ladderKbps, 'lin');
  const log = cumulativeQoe(player, ladderKbps, 'log');
  return {
    measured: player.chunks
      .filter(({ downloadSeconds }) => downloadSeconds > 0)
      .map((chunk) => ({ t: chunk.atSeconds, kbps: chunk.kilobits / chunk.downloadSeconds })),
    bitrate: player.chunks.map((chunk) => ({
      t: Math.max(0, chunk.atSeconds - chunk.downloadSeconds),
      kbps: ladderKbps[chunk.level],
    })),
    buffer: player.buffer.map(({ atSeconds, bufferSeconds }) => ({ t: atSeconds, s: bufferSeconds })),
    qoe: player.chunks.map(({ atSeconds }, i) => ({ t: atSeconds, lin: lin[i], log: log[i] })),
    stalls: player.stalls.map(({ fromSeconds, toSeconds }) => ({ from: fromSeconds, to: toSeconds })),
  };
}

/** Sum of QoE up to each chunk, chunk 0 left out. */
function cumulativeQoe({ chunks }: SavedPlayer, ladderKbps: readonly number[], measure: QoeId): number[] {
  const qoe = makeQoe(measure, ladderKbps);
  let sum = 0;
  return chunks.map(({ level, stallSeconds }, i) => {
    if (i > 0) sum += chunkQoe(qoe, level, chunks[i - 1].level, stallSeconds).total;
    return sum;
  });
}
