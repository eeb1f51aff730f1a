import { svelte } from '@sveltejs/vite-plugin-svelte';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type Page } from 'playwright-core';
import { build } from 'vite';
import { electronExecutable } from '../app';
import type { Seen } from './harness';

const root = resolve(import.meta.dirname, '../../..');
/** The real main process, preload and media server, with a window that holds players and nothing else. */
const appFolder = join(root, 'out/players-under-test');

export interface RunningPlayers {
  readonly page: Page;
  /** For the test's own files; removed with the rest. */
  readonly work: string;
  /** Errors of the window so far. */
  readonly faults: string[];
  see(): Promise<Seen>;
  /** Looks four times a second until what is seen is as wanted. */
  until(wanted: (seen: Seen) => boolean, seconds?: number): Promise<void>;
  close(): Promise<void>;
}

/** Builds and starts the real Electron with the page of harness.ts. */
export async function startPlayers(): Promise<RunningPlayers> {
  await makeApp();
  const work = mkdtempSync(join(tmpdir(), 'neuralstream-players-'));
  const switches = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = [appFolder, `--user-data-dir=${join(work, 'user')}`, '--disable-dev-shm-usage', ...switches];
  const app = await _electron.launch({ executablePath: electronExecutable(), args, cwd: root });
  const page = await app.firstWindow();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  await page.waitForFunction(() => 'playersUnderTest' in window);
  const see = (): Promise<Seen> => page.evaluate(() => window.playersUnderTest.see());
  const until = async (wanted: (seen: Seen) => boolean, seconds = 90): Promise<void> => {
    for (let i = 0; i < seconds * 4; i++) {
      const seen = await see();
      if (wanted(seen)) return;
      if (seen.state === 'failed' || seen.state === 'ended') break;
      await page.waitForTimeout(250);
    }
    throw new Error(`not seen in ${seconds} s; last: ${JSON.stringify(await see()).slice(0, 2000)}`);
  };
  const close = async (): Promise<void> => {
    await app.close();
    rmSync(work, { recursive: true, force: true });
  };
  return { page, work, faults, see, until, close };
}

async function makeApp(): Promise<void> {
  rmSync(appFolder, { recursive: true, force: true });
  for (const part of ['main', 'preload']) {
    cpSync(join(root, 'out', part), join(appFolder, 'out', part), { recursive: true });
  }
  cpSync(join(root, 'resources'), join(appFolder, 'resources'), { recursive: true });
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    plugins: [svelte({ configFile: false })],
    build: {
      target: 'chrome108',
      outDir: join(appFolder, 'out/renderer'),
      modulePreload: { polyfill: false },
    },
  });
  const manifest = { name: 'neuralstream-players', version: '0.0.0', main: 'out/main/main.cjs' };
  writeFileSync(join(appFolder, 'package.json'), JSON.stringify(manifest));
}
