import { createServer } from 'node:http';
import { chromium, type Browser } from 'playwright-core';
import { developmentSwitches } from '../../scripts/launch.mjs';
import { readParts } from '../../src/node/parts';

/** Starts the Chromium of the set-up's table, outside the application; a missing one is a failure, never a skip. */
export function startChromium(): Promise<Browser> {
  const executablePath = readParts()?.chromium.executable;
  if (!executablePath) throw new Error('parts.json names no Chromium: run npm run setup');
  const args = ['--autoplay-policy=no-user-gesture-required', ...developmentSwitches()];
  return chromium.launch({ executablePath, args });
}

/** A web site on a loopback port of its own. */
export interface Site {
  readonly origin: string;
  close(): void;
}

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
};

/** Serves texts by their paths (`/rule.mjs`), each asked for when it is fetched. */
export async function startSite(files: Readonly<Record<string, () => string | Buffer>>): Promise<Site> {
  const server = createServer(({ url = '/' }, response) => {
    const content = files[url]?.();
    const contentType = contentTypes[url.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    response.writeHead(content === undefined ? 404 : 200, { 'Content-Type': contentType });
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
