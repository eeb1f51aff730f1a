import { protocol } from 'electron';
import { realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { serveScheme, type SchemeAnswer } from './electron-api';

export const appOrigin = 'app://neuralstream';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** Must be called before the app is ready. */
export function announceAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, corsEnabled: true };
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges }]);
}

/** The window's content security policy: nothing from elsewhere but media from our own server. */
export function contentSecurityPolicy(mediaOrigins: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    ['connect-src', "'self'", ...mediaOrigins].join(' '),
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export interface AppSchemeFolders {
  readonly renderer: string;
  readonly library: string;
}

/** Serves the built window and the library's posters (`/library/ID/poster.jpg`) under app://neuralstream. */
export function serveApp(folders: AppSchemeFolders, mediaOrigins: () => Promise<readonly string[]>): void {
  serveScheme('app', async (url) => answer(url, folders, await mediaOrigins()));
}

/** Exported for its test: what a URL of the scheme is answered with. */
export async function answer(
  url: string,
  folders: AppSchemeFolders,
  mediaOrigins: readonly string[],
): Promise<SchemeAnswer> {
  const headers: Record<string, string> = {
    'Content-Security-Policy': contentSecurityPolicy(mediaOrigins),
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  };
  const { host, pathname } = new URL(url);
  const contentType = types[extname(pathname)];
  if (host !== 'neuralstream' || contentType === undefined) return { status: 403, headers };
  const poster = /^\/library\/([\w-]+)\/poster\.jpg$/.exec(pathname);
  const folder = poster ? folders.library : folders.renderer;
  try {
    const inside = poster ? join(poster[1], 'poster.jpg') : decodeURIComponent(pathname);
    const [root, path] = await Promise.all([realpath(folder), realpath(join(folder, inside))]);
    if (!path.startsWith(root + sep)) return { status: 403, headers };
    return { status: 200, path, headers: { ...headers, 'Content-Type': contentType } };
  } catch {
    return { status: 404, headers };
  }
}
