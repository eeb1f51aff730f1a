import { savedSessionSchema, type SavedSession, type SavedSessionHead } from '../shared/stored';
import { JsonStore } from './json-store';

/** The user's saved comparisons. */
export class SessionStore {
  private readonly documents: JsonStore<typeof savedSessionSchema>;

  constructor(folder: string) {
    this.documents = new JsonStore(folder, savedSessionSchema, 'session');
  }

  async save(session: SavedSession): Promise<SavedSessionHead> {
    return headOf(await this.documents.add(session), session);
  }

  /** Saves a session that came as a file, unless it is there already (under whatever name). Its id. */
  async takeIn(session: SavedSession): Promise<string> {
    const same = ({ document }: { document: SavedSession }): boolean =>
      JSON.stringify({ ...document, name: '' }) === JSON.stringify({ ...session, name: '' });
    const known = (await this.documents.list()).find(same);
    return known?.id ?? this.documents.add(session);
  }

  read(id: string): Promise<SavedSession> {
    return this.documents.read(id);
  }

  async rename(id: string, name: string): Promise<void> {
    await this.documents.write(id, { ...(await this.documents.read(id)), name });
  }

  remove(id: string): Promise<void> {
    return this.documents.remove(id);
  }

  /** Newest first. */
  async list(): Promise<SavedSessionHead[]> {
    const stored = await this.documents.list();
    const heads = stored.map(({ id, document }) => headOf(id, document));
    return heads.sort((a, b) => b.createdAt.localeCompare(a.createdAt));
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
