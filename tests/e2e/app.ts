import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';

const root = resolve(import.meta.dirname, '../..');

/** A running application with a user-data folder of its own, and what went wrong in its window. */
export interface RunningApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
  /** Console errors and content-policy violations so far. */
  readonly faults: string[];
  close(): Promise<void>;
}

/** Starts the built application in the real Electron that set-up provided. `args` go behind the application's folder. */
export async function startApp({
  args = [],
  userData = mkdtempSync(join(tmpdir(), 'neuralstream-e2e-')),
  keepUserData = false,
  env = {},
}: {
  args?: readonly string[];
  userData?: string;
  keepUserData?: boolean;
  env?: Readonly<Record<string, string>>;
} = {}): Promise<RunningApp> {
  const rootOnLinux = process.platform === 'linux' && process.getuid?.() === 0;
  const app = await _electron.launch({
    executablePath: electronExecutable(),
    args: [root, `--user-data-dir=${userData}`, ...(rootOnLinux ? ['--no-sandbox'] : []), ...args],
    cwd: root,
    env: { ...definedOnly(process.env), ...env },
  });
  const page = await app.firstWindow();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.text().includes('Content Security Policy'))
      faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  await page.waitForLoadState('domcontentloaded');
  const close = async (): Promise<void> => {
    await app.close();
    if (!keepUserData) rmSync(userData, { recursive: true, force: true });
  };
  return { app, page, userData, faults, close };
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** The Electron of the set-up's table; a missing one is a failure, never a skip. */
export function electronExecutable(): string {
  const parts: unknown = JSON.parse(
    readFileSync(join(root, 'node_modules/.neuralstream/parts.json'), 'utf8'),
  );
  if (typeof parts === 'object' && parts !== null && 'electron' in parts) {
    const { electron } = parts;
    if (typeof electron === 'object' && electron !== null && 'executable' in electron)
      return String(electron.executable);
  }
  throw new Error('parts.json names no Electron: run npm run setup');
}
