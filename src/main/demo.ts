import { app, type BrowserWindow } from 'electron';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomic, writeJson } from '../node/files';
import { sessionReport } from '../node/session-report';
import type { Demo } from '../shared/demo';
import type { SavedSession } from '../shared/stored';
import { library } from './library';
import { sampleClip } from './sample';
import { currentWindow, send } from './window';
import { sentenceOf } from '../node/platform/sentence';

/** Where the link changes in the demonstration: plenty, a drop that hurts, a slow return. */
const script = [
  { share: 0, kbps: 4000 },
  { share: 0.3, kbps: 400 },
  { share: 0.7, kbps: 2500 },
] as const;

const algorithms = ['ppo', 'buffer-based', 'if-then'] as const;

/** Opening the videos and writing the results may take this long beside the playing. */
const patienceSeconds = 180;

/** The folder that the demonstration writes into, until it is over. */
let outFolder: string | null = null;

/** `npm run demo`: the main job without hands. Prints a line for each step; ends the application with 0 or 1. */
export async function runDemo(folder: string, seconds: number, path: string | null): Promise<void> {
  outFolder = folder;
  failWithoutWindow(currentWindow());
  try {
    const source = path ?? (await sampleClip(({ share }) => say(`sample clip ${percent(share)}`)));
    say(`preparing ${source}`);
    const shelf = await library();
    const entry = await shelf.prepare(source, {}, { onProgress: sayEachTenth() });
    const demo: Demo = { entryId: entry.id, seconds, algorithms, script };
    send('demo', demo);
    say(`playing ${algorithms.join(', ')} for ${seconds} s`);
    setTimeout(() => fail('the window gave no session in time'), (seconds + patienceSeconds) * 1000);
  } catch (error) {
    fail(sentenceOf(error));
  }
}

/** The window has played (or could not): writes session.json, screenshot.png and report.html, and ends. */
export async function finishDemo(session: SavedSession | null, problem: string | null): Promise<void> {
  if (outFolder === null) return;
  if (session === null) return fail(problem ?? 'the window gave no session');
  try {
    await writeResults(outFolder, session);
    outFolder = null;
    app.exit(0);
  } catch (error) {
    fail(sentenceOf(error));
  }
}

/** Without its window nobody would tell of an end. */
function failWithoutWindow(window: BrowserWindow | null): void {
  if (window === null) return fail('the window is gone');
  window.once('closed', () => fail('the window was closed before the demonstration ended'));
  window.webContents.once('render-process-gone', (_event, { reason }) =>
    fail(`the window’s process ended (${reason})`),
  );
}

function fail(problem: string): void {
  if (outFolder === null) return;
  outFolder = null;
  console.error(`demo: ${problem}`);
  app.exit(1);
}

async function writeResults(folder: string, session: SavedSession): Promise<void> {
  await mkdir(folder, { recursive: true });
  const screenshot = await picture(currentWindow());
  await writeJson(join(folder, 'session.json'), session);
  await writeAtomic(join(folder, 'screenshot.png'), screenshot);
  await writeAtomic(join(folder, 'report.html'), sessionReport(session, screenshot.toString('base64')));
  say(`wrote session.json, screenshot.png and report.html into ${folder}`);
}

async function picture(window: BrowserWindow | null): Promise<Buffer> {
  if (window === null) throw new Error('the window is gone');
  return (await window.webContents.capturePage()).toPNG();
}

function say(line: string): void {
  console.log(`demo: ${line}`);
}

/** Says each tenth of the way once. */
function sayEachTenth(): (progress: { share: number }) => void {
  let said = 0;
  return ({ share }) => {
    const tenths = Math.floor(share * 10);
    if (tenths <= said) return;
    said = tenths;
    say(`prepared ${percent(share)}`);
  };
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
