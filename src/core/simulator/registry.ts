import { quote } from '../text/quote';
import { live } from './live';
import { pensieve } from './pensieve';
import type { PlayerModel, PlayerOptions } from './player-model';
import { sabre } from './sabre';

export interface PlayerModelEntry {
  readonly id: string;
  readonly name: string;
  /** One sentence: whose rules it follows. */
  readonly follows: string;
  /** The options that change it; others it passes over. */
  readonly takes: readonly (keyof PlayerOptions)[];
  create(options?: PlayerOptions): PlayerModel;
}

/** Every player model: a new one is a file and a line here. */
export const playerModels: readonly PlayerModelEntry[] = [
  {
    id: 'pensieve',
    name: 'Pensieve',
    follows: 'the reference simulator of Pensieve',
    takes: [],
    create: pensieve,
  },
  {
    id: 'sabre',
    name: 'Sabre',
    follows: 'the simulator of the BOLA papers',
    takes: ['bufferCapSeconds'],
    create: sabre,
  },
  {
    id: 'live',
    name: 'Live',
    follows: 'the players of the Compare page',
    takes: ['bufferCapSeconds', 'addedLatencySeconds', 'overheadKilobits', 'audioKbps'],
    create: live,
  },
];

/** The model an id names. @throws Error naming the unknown id and the known ones. */
export function findPlayerModel(id: string): PlayerModelEntry {
  const entry = playerModels.find((candidate) => candidate.id === id);
  if (!entry) {
    const known = playerModels.map((candidate) => candidate.id).join(', ');
    throw new Error(`unknown player model ${quote(id)}; expected one of ${known}`);
  }
  return entry;
}
