import { chunkQoe, type Qoe } from '../qoe/qoe';
import { pensieveSleepSeconds } from '../simulator/pensieve';
import type { AbrAlgorithm } from '../model/algorithm';
import { ForeseenLink } from './foreseen-link';
import type { AlgorithmEntry, SessionContext } from './algorithm-entry';

/** Plans that leave the same level and a buffer within this of each other count as one; the better is kept. */
const bufferStepSeconds = 0.05;
const firstLevel = 1;

/** A way to have come to the end of a chunk. */
interface Place {
  readonly level: number;
  readonly bufferSeconds: number;
  /** Of the trace. */
  readonly linkSeconds: number;
  readonly total: number;
  readonly before: Place | null;
}

export const optimalEntry: AlgorithmEntry = {
  id: 'optimal',
  name: 'Optimal',
  thinks: 'the best plan for the whole session with the network to come known',
  clairvoyant: true,
  create: optimal,
};

/**
 * The offline plan over the whole trace: dynamic programming over level and buffer under Pensieve's player, chunk 0 at level 1 and
 * uncounted, as published. Each place keeps its exact times and only the best of near-equal places goes on, so the plan
 * can be played as it stands: a ceiling found from below.
 */
export function optimal(context: SessionContext): AbrAlgorithm {
  let levels: readonly number[] | null = null;
  return {
    decide({ chunkIndex }) {
      levels ??= plan(context);
      return { level: levels[chunkIndex], reason: 'best plan for the whole trace' };
    },
  };
}

function plan(context: SessionContext): number[] {
  const link = new ForeseenLink(context, 'optimal');
  const { video } = link;
  const start = { level: 0, bufferSeconds: 0, linkSeconds: link.startSeconds, total: 0, before: null };
  let places = [move(context, link, start, 0, Math.min(firstLevel, video.ladderKbps.length - 1))];
  for (let chunk = 1; chunk < video.chunkCount; chunk++) {
    const best = new Map<number, Place>();
    for (const place of places) {
      for (let level = 0; level < video.ladderKbps.length; level++) {
        const next = move(context, link, place, chunk, level);
        const key = Math.round(next.bufferSeconds / bufferStepSeconds) * video.ladderKbps.length + level;
        const rival = best.get(key);
        if (rival === undefined || next.total > rival.total) best.set(key, next);
      }
    }
    places = withoutOutdone([...best.values()], context.qoe);
  }
  return levelsOf(places.reduce((one, other) => (other.total > one.total ? other : one)));
}

/** The place after fetching `chunk` at `level`. */
function move({ qoe }: SessionContext, link: ForeseenLink, from: Place, chunk: number, level: number): Place {
  const { chunkSeconds, chunkRows } = link.video;
  const seconds = link.downloadSeconds(from.linkSeconds, chunkRows[chunk][level]);
  const stallSeconds = Math.max(0, seconds - from.bufferSeconds);
  const fullSeconds = from.bufferSeconds - seconds + stallSeconds + chunkSeconds;
  const sleepSeconds = pensieveSleepSeconds(fullSeconds);
  const gained = chunk === 0 ? 0 : chunkQoe(qoe, level, from.level, stallSeconds).total;
  return {
    level,
    bufferSeconds: fullSeconds - sleepSeconds,
    linkSeconds: from.linkSeconds + link.linkSeconds(seconds, 1) + sleepSeconds,
    total: from.total + gained,
    before: chunk === 0 ? null : from,
  };
}

/** Leaves out places that another one outdoes: no less buffer, and a lead that pays for changing to their level. */
function withoutOutdone(places: Place[], qoe: Qoe): Place[] {
  const { levelQuality, switchPenalty } = qoe;
  const leads = levelQuality.map(() => -Infinity);
  const fullestFirst = places.sort((one, other) => other.bufferSeconds - one.bufferSeconds);
  return fullestFirst.filter(({ level, total }) => {
    if (total <= leads[level]) return false;
    for (let other = 0; other < leads.length; other++) {
      const lead = total - switchPenalty * Math.abs(levelQuality[other] - levelQuality[level]);
      leads[other] = Math.max(leads[other], lead);
    }
    return true;
  });
}

function levelsOf(last: Place): number[] {
  const levels: number[] = [];
  for (let place: Place | null = last; place !== null; place = place.before) levels.unshift(place.level);
  return levels;
}
