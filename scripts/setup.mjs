import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { provideChromium } from './setup/chromium.mjs';
import { provideElectron } from './setup/electron.mjs';
import { provideFfmpeg, provideFfprobe } from './setup/ffmpeg.mjs';
import { alone } from './setup/lock.mjs';
import { providePackages } from './setup/packages.mjs';
import { prefetchWheels } from './setup/prefetch.mjs';
import { say } from './setup/run.mjs';
import { currentParts, goodParts, leanWanted, wasLean, writeParts } from './setup/state.mjs';
import { provideSystem } from './setup/system.mjs';
import { partsTable } from './setup/table.mjs';
import { leaveOutTfjs, provideTfjs } from './setup/tfjs.mjs';

/**
 * Provides everything the project needs from outside; does nothing when all of it is there. Resolves with the parts.
 * `lean` leaves native tfjs out, and stays so until somebody says `--native`.
 */
export async function setup(lean = leanWanted()) {
  const standing = () => (wasLean() === lean ? currentParts() : null);
  return standing() ?? alone('setup', async () => standing() ?? provideAll(lean));
}

/** The parts without which one cannot go on: the npm packages, and in CI every real part. */
export function fatalParts(parts, ci = Boolean(process.env.CI) && process.env.CI !== 'false') {
  const needed = ci ? Object.keys(parts) : ['packages'];
  return needed.filter((name) => parts[name].problem);
}

async function provideAll(lean) {
  const native = lean ? '' : ' native tfjs,';
  say('setup', `providing npm packages, Electron,${native} FFmpeg (done once, then cached)`);
  const good = goodParts(lean);
  const provide = async (name, source) => good[name] ?? attempt(name, source);
  const display = provide('display', provideSystem);
  const chromium = display.then(() => provide('chromium', provideChromium)); // apt-get works for one at a time
  prefetchWheels(display, lean);
  const packages = await provide('packages', providePackages);
  const [electron, ffmpeg, ffprobe, tfjs] = await Promise.all([
    provide('electron', provideElectron),
    provide('ffmpeg', provideFfmpeg),
    provide('ffprobe', provideFfprobe),
    provide('tfjs', lean ? leaveOutTfjs : () => provideTfjs(display)),
  ]);
  const parts = {
    packages,
    electron,
    tfjs,
    ffmpeg,
    ffprobe,
    display: await display,
    chromium: await chromium,
  };
  writeParts(parts);
  process.stderr.write(`\n${partsTable(parts)}\n\n`);
  return parts;
}

/** What cannot be done without a part, and what to do about it. */
const consequences = {
  packages:
    'Nothing can be built without the npm packages; see that the npm registry can be reached, then run npm run setup.',
  electron:
    'The window cannot be opened without Electron; see that github.com can be reached, then run npm run setup.',
  tfjs: 'Without native tfjs agents are trained on the slower WASM backend; install python3-pip and g++, then run npm run setup (or npm run setup -- --lean to do without).',
  ffmpeg:
    'Videos cannot be prepared without FFmpeg; install it with your system, or set NEURALSTREAM_FFMPEG, then run npm run setup.',
  ffprobe:
    'Videos cannot be opened without ffprobe; install FFmpeg with your system, or set NEURALSTREAM_FFPROBE.',
  display: 'Without these the window may not open and tests cannot make a display of their own.',
  chromium: 'The tests in plain pages cannot run without a Chromium.',
};

async function attempt(name, source) {
  try {
    return { ok: true, ...(await source()) };
  } catch (error) {
    say(name, `MISSING: ${error.message}`);
    return { ok: false, problem: `${consequences[name]} (${error.message})` };
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const fatal = fatalParts(await setup());
  if (fatal.length > 0) {
    process.stderr.write(`setup: missing ${fatal.join(', ')}; see the table above\n`);
    process.exit(1);
  }
}
