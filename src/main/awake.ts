import { powerSaveBlocker } from 'electron';

const open = new Set<string>();
let blocker: number | null = null;

/** No sleep while a session's links are open. */
export function stayAwake(sessionId: string): void {
  open.add(sessionId);
  blocker ??= powerSaveBlocker.start('prevent-display-sleep');
}

export function fallAsleep(sessionId: string): void {
  open.delete(sessionId);
  if (open.size > 0 || blocker === null) return;
  powerSaveBlocker.stop(blocker);
  blocker = null;
}
