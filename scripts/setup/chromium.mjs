import { existsSync } from 'node:fs';
import { findCommand, run } from './run.mjs';
import { advice, installPackages, mayInstall } from './system.mjs';

const part = 'chromium';
const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Provides a Chromium for the tests of what leaves the application: the exported rules and the web player play in plain
 * pages. Nothing else needs it, so that its absence is a problem only where all tests must run (CI).
 */
export async function provideChromium({ ci = Boolean(process.env.CI) && process.env.CI !== 'false' } = {}) {
  const found = browser();
  if (found) return described(found, 'the system');
  if (mayInstall()) {
    await installPackages([part]);
    return described(browser() ?? part, 'installed with apt-get');
  }
  if (ci) throw new Error(`no Chromium or Chrome was found; run: ${advice([part])}`);
  return { executable: null, version: 'none', source: 'only the tests in plain pages need one' };
}

function browser() {
  const onPath = commands.map((name) => findCommand(name)).find((file) => file !== null);
  return onPath ?? applications.find((file) => existsSync(file)) ?? null;
}

async function described(executable, source) {
  if (process.platform === 'win32') return { executable, version: 'Chrome', source }; // it would open a window
  const output = await run(part, executable, ['--version'], { limitSeconds: 30 });
  return { executable, version: /Chrom\w* (\d[\d.]+)/.exec(output)?.[1] ?? 'unknown', source };
}
