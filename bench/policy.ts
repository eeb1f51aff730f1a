import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron } from 'playwright-core';
import { build } from 'vite';
import { developmentSwitches, electronPart, withDisplay } from '../scripts/launch.mjs';
import { modelFolder, projectResources, readModel } from '../src/node/models';
import type { PolicyTimes } from './policy/page';

/**
 * Time of the agent's decision in the window of the real Electron: 10,000 random observations, each timed over 1,000
 * repetitions (the window's clock is coarse): `npm run bench:policy -- [--model MODEL]`.
 */
const wantedMicroseconds = 100;
const observations = 10_000;
const repetitions = 1000;
const ladders = [3, 6];
const root = process.cwd();
const at = process.argv.indexOf('--model');
const { policy, weights } = readModel(
  modelFolder(at < 0 ? 'default' : process.argv[at + 1], projectResources()),
);

await withDisplay(async (display: Record<string, string>) => {
  const script = await pageScript();
  const userData = mkdtempSync(path.join(tmpdir(), 'bench-policy-'));
  const { executable } = electronPart();
  const app = await _electron.launch({
    executablePath: String(executable),
    args: [root, `--user-data-dir=${userData}`, ...developmentSwitches()],
    env: { ...process.env, ...display } as Record<string, string>,
  });
  try {
    const page = await app.firstWindow();
    page.setDefaultTimeout(0);
    for (const levels of ladders) {
      const question = JSON.stringify([policy, Array.from(weights), { levels, observations, repetitions }]);
      const times: PolicyTimes = await page.evaluate(`${script}; bench.timePolicy(...${question})`);
      const { p50, p99, most } = times;
      console.log(
        `${levels} levels: ${p50.toFixed(1)} us in the middle, p99 ${p99.toFixed(1)}, at most ${most.toFixed(1)} (wanted p99 below ${wantedMicroseconds}: ${p99 < wantedMicroseconds ? 'reached' : 'missed'})`,
      );
    }
  } finally {
    await app.close();
    rmSync(userData, { recursive: true, force: true });
  }
});

/** page.ts as one script that defines `bench`. */
async function pageScript(): Promise<string> {
  const outDir = path.join(root, 'out/bench/policy');
  await build({
    ...{ configFile: false, root, logLevel: 'warn' as const, publicDir: false },
    build: {
      lib: {
        entry: path.join(root, 'bench/policy/page.ts'),
        formats: ['iife'],
        name: 'bench',
        fileName: 'page',
      },
      outDir,
      target: 'chrome108',
    },
  });
  return readFileSync(path.join(outDir, 'page.iife.js'), 'utf8');
}
