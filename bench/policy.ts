import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron } from 'playwright-core';
import { build } from 'vite';
import { buildIfStale } from '../scripts/build.mjs';
import { developmentSwitches, electronPart, withDisplay } from '../scripts/launch.mjs';
import { modelFolder, projectResources, readModel } from '../src/node/models';
import type { PolicyTimes } from './policy/page';

/**
 * Time of the agent's whole decision in the window of the real Electron: 10,000 random observations, each timed over many
 * repetitions, for the window's clock goes in steps of up to 0.1 ms (so 100 repetitions are right to a microsecond), the
 * quickest of three rounds:
 * `npm run bench:policy -- [--model MODEL] [--levels N] [--observations N] [--repetitions N]`.
 */
const wantedMicroseconds = 100;
const observations = Number(option('observations') ?? 10_000);
const repetitions = Number(option('repetitions') ?? 100);
const rounds = 3;
const ladders = option('levels') === undefined ? [3, 6, 10] : [Number(option('levels'))];
const root = process.cwd();
const { policy, weights } = readModel(modelFolder(option('model') ?? 'default', projectResources()));

await buildIfStale();
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
      const question = JSON.stringify([
        policy,
        Array.from(weights),
        { levels, observations, repetitions, rounds },
      ]);
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

function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
}

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
