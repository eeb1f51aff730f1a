import type { IncomingHttpHeaders } from 'node:http';
import type { ServedFile } from './files';
import type { Player } from './session';

/** What is known of a request before its file is touched. */
export interface AskedFor {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** The one Host that this listener answers to. */
  readonly host: string;
}

/** A request that may be served, or the status that refuses it. */
export type Admission =
  | { readonly type: 'admitted'; readonly player: Player; readonly file: ServedFile }
  | { readonly type: 'refused'; readonly status: 403 | 404 | 405 };

/**
 * Lets a request through only if it names this very host (no DNS rebinding), reads, knows the token of a player, comes
 * from the session's own pages, and names a file of the presentation.
 */
export function admit(asked: AskedFor, playerOf: (token: string) => Player | undefined): Admission {
  if (asked.headers.host !== asked.host) return { type: 'refused', status: 403 };
  if (asked.method !== 'GET' && asked.method !== 'HEAD') return { type: 'refused', status: 405 };
  const [, token, place, id] = /^\/([0-9a-f]+)\/p(\d)\/([^?#]+)/.exec(asked.url) ?? [];
  const player = playerOf(token ?? '');
  if (!player || Number(place) !== player.index) return { type: 'refused', status: 404 };
  const { session } = player;
  const { origin } = asked.headers;
  if (origin !== undefined && origin !== session.options.allowedOrigin)
    return { type: 'refused', status: 403 };
  const file = session.folder.files.get(decoded(id));
  return file ? { type: 'admitted', player, file } : { type: 'refused', status: 404 };
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return '';
  }
}
