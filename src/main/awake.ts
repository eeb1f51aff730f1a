import { powerSaveBlocker } from 'electron';

/** The library entry that each open session plays. */
const open = new Map<string, string>();
let blocker: number | null = null;

/** No sleep, and no removal of its video, while a session's links are open. */
export function stayAwake(sessionId: string, entryId: string): void {
  open.set(sessionId, entryId);
  blocker ??= powerSaveBlocker.start('prevent-display-sleep');
}

export function fallAsleep(sessionId: string): void {
  open.delete(sessionId);
  if (open.size > 0 || blocker === null) return;
  powerSaveBlocker.stop(blocker);
  blocker = null;
}

/** Ids of the library entries that are being played. */
export function playedEntries(): readonly string[] {
  return [...open.values()];
}
