import { spawn } from 'node:child_process';
import { statfsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './setup/places.mjs';
import { currentParts } from './setup/state.mjs';

/** True where a window can be shown to somebody. */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** The switches that development and tests need on this machine: Chromium refuses its sandbox to root on Linux. */
export function developmentSwitches({
  platform = process.platform,
  uid = process.getuid?.() ?? null,
  sharedBytes = sharedMemory(),
} = {}) {
  if (platform !== 'linux') return [];
  const small = sharedBytes !== null && sharedBytes < 256e6;
  return [...(uid === 0 ? ['--no-sandbox'] : []), ...(small ? ['--disable-dev-shm-usage'] : [])];
}

/** Electron's executable and version from the set-up; throws with what to do when it is missing. */
export function electronPart() {
  const electron = currentParts()?.electron;
  if (!electron?.executable) throw new Error('Electron is missing: run npm run setup and read its table');
  return electron;
}

/** What electron-vite must know of the Electron that was provided. */
export function electronViteEnv() {
  const electron = currentParts()?.electron;
  if (!electron?.executable) return {};
  return { ELECTRON_EXEC_PATH: electron.executable, ELECTRON_MAJOR_VER: electron.version.split('.')[0] };
}

/**
 * Starts the built application with arguments of its own. Returns `{ child, ended }`, where `ended` resolves with the
 * exit code; signals to this process reach the child. Chromium's complaints about hardware that is not there are left out.
 */
export function launchApp(appArgs, { env = {}, onOutput = null } = {}) {
  const { executable } = electronPart();
  const own = { ...process.env, ...env };
  delete own.ELECTRON_RUN_AS_NODE; // set by editors that are Electron themselves; it would turn the app into plain Node
  const args = [...developmentSwitches(), root, ...appArgs];
  const child = spawn(executable, args, {
    cwd: root,
    env: own,
    stdio: ['inherit', onOutput ? 'pipe' : 'inherit', 'pipe'],
  });
  child.stdout?.on('data', onOutput);
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (!chromiumNoise.test(line)) process.stderr.write(`${line}\n`);
  });
  return follow(child);
}

/** What Chromium and its libraries say of a machine without D-Bus, sound card or graphics card. */
const chromiumNoise =
  /ERROR:(bus|object_proxy|viz_main_impl|gpu_init|gpu_memory_buffer_support_x11|alsa_util)\.cc|^(ALSA lib|libva error)|^\s*$/;

/** Follows a child to its end: forwards signals and tells its exit code as a shell would. */
export function follow(child) {
  const forward = (signal) => child.kill(signal);
  for (const signal of forwarded) process.on(signal, forward);
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? 128 + (signalNumbers[signal] ?? 0)));
  }).finally(() => forwarded.forEach((signal) => process.removeListener(signal, forward)));
  return { child, ended };
}

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

/** Runs work with a display: the one that is there, else an Xvfb of our own that ends with the work. */
export async function withDisplay(work) {
  if (hasDisplay()) return work({});
  const { display, stop } = await startXvfb();
  try {
    return await work({ DISPLAY: display });
  } finally {
    stop();
  }
}

/** Starts an Xvfb on a free display number. Resolves with the display's name and a function that ends it. */
export async function startXvfb() {
  const executable = currentParts()?.display.executable ?? 'Xvfb';
  const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'];
  const child = spawn(executable, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  const stop = () => child.kill('SIGTERM');
  process.once('exit', stop);
  const number = await new Promise((resolve, reject) => {
    let complaint = '';
    child.stderr.on('data', (data) => (complaint += data));
    child.on('error', (error) =>
      reject(new Error(`Xvfb could not be started: ${error.message}; run npm run setup`)),
    );
    child.on('exit', (code) => reject(new Error(`Xvfb ended with ${code}: ${complaint.trim()}`)));
    let text = '';
    child.stdio[3].on('data', (data) => {
      text += data;
      if (text.includes('\n')) resolve(text.trim());
    });
  });
  child.unref();
  child.stderr.unref();
  child.stdio[3].unref();
  return { display: `:${number}`, stop };
}

/** Runs a program of a package in node_modules/.bin's stead: Node on the file, so that no shell is needed. */
export function runTool(file, args, { env = {}, stdio = 'inherit' } = {}) {
  const script = path.join(root, 'node_modules', file);
  return follow(
    spawn(process.execPath, [script, ...args], { cwd: root, env: { ...process.env, ...env }, stdio }),
  );
}

function sharedMemory() {
  try {
    const { bsize, blocks } = statfsSync('/dev/shm');
    return bsize * blocks;
  } catch {
    return null; // no such place on this system
  }
}
