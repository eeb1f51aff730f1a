import { savedSessionSchema, type SavedSession, type SavedSessionHead } from '../shared/stored';
import { JsonStore } from './json-store';
import type { DamagedItem } from './platform/damaged';

/** The user's saved comparisons. */
export class SessionStore {
  private readonly documents: JsonStore<typeof savedSessionSchema, SavedSessionHead>;

  constructor(folder: string) {
    this.documents = new JsonStore(folder, savedSessionSchema, 'session', headOf);
  }

  async save(session: SavedSession): Promise<SavedSessionHead> {
    return headOf(await this.documents.add(session), session);
  }

  /** Saves a session that came as a file, unless it is there already (under whatever name). Its id. */
  takeIn(session: SavedSession): Promise<string> {
    const unnamed = JSON.stringify({ ...session, name: '' });
    return this.documents.addOnce(session, (stored) => JSON.stringify({ ...stored, name: '' }) === unnamed);
  }

  read(id: string): Promise<SavedSession> {
    return this.documents.read(id);
  }

  rename(id: string, name: string): Promise<void> {
    return this.documents.change(id, (session) => ({ ...session, name }));
  }

  remove(id: string): Promise<void> {
    return this.documents.remove(id);
  }

  /** Newest first; `damaged` has those that cannot be read. */
  async list(): Promise<SavedSessionHead[]> {
    const heads = await this.documents.list();
    return heads.sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  }

  damaged(): Promise<DamagedItem[]> {
    return this.documents.damaged();
  }
}

function headOf(
  id: string,
  { name, createdAt, seconds, presentation, players }: SavedSession,
): SavedSessionHead {
  return {
    id,
    name,
    createdAt,
    seconds,
    presentationName: presentation.name,
    players: players.map((player) => ({
      algorithm: player.algorithm,
      name: player.name,
      qoe: player.summary.qoe.total,
    })),
  };
}
