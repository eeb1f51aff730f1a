import { SessionStore } from '../node/session-store';
import { paths } from './paths';

let opened: SessionStore | null = null;

/** The comparisons that the application keeps. */
export function sessions(): SessionStore {
  opened ??= new SessionStore(paths().sessions);
  return opened;
}
