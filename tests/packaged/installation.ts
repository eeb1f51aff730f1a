import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { placeInspectable } from '../../scripts/package/inspectable.mjs';

/** The packaged application as a second user finds it: moved, its folder not writable, a home of one's own. */
export interface Installation {
  readonly folder: string;
  /** The application's executable. */
  readonly executable: string;
  /** Starts the executable as that user; Playwright takes it in the executable's stead. */
  readonly starter: string;
  /** The `neuralstream` launcher. */
  readonly launcher: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  /** What Chromium needs where its sandbox cannot be made; empty as a rule. */
  readonly switches: readonly string[];
  /** Runs something as that user, from the root folder. */
  run(command: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Outcome>;
  remove(): void;
}

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const isRoot = process.getuid?.() === 0;
const nobody = 65534;

/** Root takes another user's place, who owns nothing of the installation; anybody else takes the right to write away. */
export async function install(): Promise<Installation> {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'neuralstream-packaged-')));
  chmodSync(base, 0o755);
  const folder = join(base, 'Programme für alle', 'NeuralStream é 安');
  mkdirSync(dirname(folder), { recursive: true });
  const executable = await placeInspectable(folder);
  const home = join(base, 'home', 'Zweite Benutzerin ü');
  mkdirSync(home, { recursive: true });
  if (isRoot) chownSync(home, nobody, nobody);
  else execFileSync('chmod', ['a-w', folder, join(folder, 'resources')]);
  const starter = join(base, 'start');
  writeFileSync(starter, `#!/bin/sh\nexec ${asUser}"${executable}" "$@"\n`, { mode: 0o755 });
  const env = homeEnvironment(home);
  return {
    ...{ folder, executable, starter, home, env },
    launcher: join(folder, 'bin', 'neuralstream'),
    switches: sandboxWorks() ? [] : ['--no-sandbox'],
    run: (command, args, more) => runAsUser([command, ...args], { ...env, ...more }),
    remove: () => {
      if (!isRoot) execFileSync('chmod', ['-R', 'u+w', folder]);
      rmSync(base, { recursive: true, force: true });
    },
  };
}

const asUser = isRoot ? `setpriv --reuid=${nobody} --regid=${nobody} --clear-groups -- ` : '';

/** Nothing of this machine's user but the display and the way to the programs. */
function homeEnvironment(home: string): Record<string, string> {
  const { PATH = '', DISPLAY = '' } = process.env;
  const config = join(home, 'Einstellungen');
  return {
    PATH,
    DISPLAY,
    HOME: home,
    XDG_CONFIG_HOME: config,
    XDG_CACHE_HOME: join(home, 'cache'),
    LANG: 'C.UTF-8',
  };
}

function runAsUser(words: readonly string[], env: NodeJS.ProcessEnv): Promise<Outcome> {
  const [program, ...args] = [...asUser.split(' ').filter(Boolean), ...words];
  const child = spawn(program, args, { cwd: '/', env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (data) => (out += String(data)));
  child.stderr.on('data', (data) => (err += String(data)));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

/** Chromium makes its sandbox with a user namespace; some containers forbid them. */
function sandboxWorks(): boolean {
  const [program, ...args] = [...asUser.split(' ').filter(Boolean), 'unshare', '--user', 'true'];
  return spawnSync(program, args).status === 0;
}
