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

/** Where the link changes in the demonstration: plenty, a drop that hurts, a slow return. */
const script = [
  { share: 0, kbps: 4000 },
  { share: 0.3, kbps: 400 },
  { share: 0.7, kbps: 2500 },
] as const;

const algorithms = ['ppo', 'buffer-based', 'if-then'] as const;

let outFolder: string | null = null;

/** `npm run demo`: the main job without hands. Prints a line for each step; ends the application with 0 or 1. */
export async function runDemo(folder: string, seconds: number, path: string | null): Promise<void> {
  outFolder = folder;
  try {
    const source = path ?? (await sampleClip(({ share }) => say(`sample clip ${percent(share)}`)));
    say(`preparing ${source}`);
    const shelf = await library();
    const entry = await shelf.prepare(source, {}, { onProgress: sayEachTenth() });
    const demo: Demo = { entryId: entry.id, seconds, algorithms, script };
    send('demo', demo);
    say(`playing ${algorithms.join(', ')} for ${seconds} s`);
  } catch (error) {
    await finishDemo(null, error instanceof Error ? error.message : String(error));
  }
}

/** The window has played (or could not): writes session.json, screenshot.png and report.html, and ends. */
export async function finishDemo(session: SavedSession | null, problem: string | null): Promise<void> {
  if (outFolder === null) return;
  if (session === null) {
    console.error(`demo: ${problem ?? 'the window gave no session'}`);
    app.exit(1);
    return;
  }
  await mkdir(outFolder, { recursive: true });
  const screenshot = await picture(currentWindow());
  await writeJson(join(outFolder, 'session.json'), session);
  await writeAtomic(join(outFolder, 'screenshot.png'), screenshot);
  await writeAtomic(join(outFolder, 'report.html'), sessionReport(session, screenshot.toString('base64')));
  say(`wrote session.json, screenshot.png and report.html into ${outFolder}`);
  app.exit(0);
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
