import type { LibraryEntry } from '../../shared/presentation';
import type { SavedPlayer, SavedSession, Settings } from '../../shared/stored';
import type { PlayerChoice } from '../player/choices';
import type { PlayerRecord } from './player-record';

/** A change of what the links carry; kbps null: unlimited. */
export type LinkStep = SavedSession['bandwidth'][number];

/** Stands where no two players have a chunk that counts. */
export const noVerdict = 'Too little was played to tell a winner.';

export interface SessionToSave {
  readonly name: string;
  /** ISO time. */
  readonly createdAt: string;
  readonly seconds: number;
  readonly entry: LibraryEntry;
  readonly settings: Settings;
  readonly steps: readonly LinkStep[];
  readonly players: readonly { readonly choice: PlayerChoice; readonly record: PlayerRecord }[];
  readonly verdict: string | null;
}

/** A comparison as it is saved, exported and handed to the demonstration. */
export function savedSession(session: SessionToSave): SavedSession {
  const { entry, settings, seconds } = session;
  const { presentation } = entry;
  const { bufferCapSeconds, links, loop, sameConditions } = settings;
  return {
    version: 1,
    name: session.name,
    createdAt: session.createdAt,
    seconds,
    presentation: {
      id: entry.id,
      name: presentation.name,
      ladderKbps: presentation.levels.map(({ kbps }) => kbps),
      chunkSeconds: presentation.chunkSeconds,
    },
    conditions: { bufferCapSeconds, links, loop, sameConditions },
    bandwidth: session.steps.filter(({ atSeconds }) => atSeconds <= seconds).map((step) => ({ ...step })),
    players: session.players.map(({ choice, record }) => savedPlayer(choice, record, seconds)),
    verdict: session.verdict ?? noVerdict,
  };
}

function savedPlayer(choice: PlayerChoice, record: PlayerRecord, seconds: number): SavedPlayer {
  const stalls = record.stalls.map(({ from, to }) => ({ fromSeconds: from, toSeconds: to ?? seconds }));
  return {
    algorithm: choice.id,
    name: choice.name,
    rules: choice.rules,
    chunks: record.log.chunks.map((chunk) => ({ ...chunk })),
    stalls,
    buffer: record.buffer.map(({ t, s }) => ({ atSeconds: t, bufferSeconds: s })),
    summary: structuredClone(record.summary('lin')),
    summaryLog: structuredClone(record.summary('log')),
  };
}
