import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildIfStale } from '../scripts/build.mjs';
import { defaultHyperparameters } from '../src/core/training/hyperparameters';
import { noAugmentation } from '../src/core/training/augment';
import { forkNode } from '../src/node/child-port';
import { startTraining, trainingEnvironment } from '../src/node/training/start';
import { wasmTimesSlower, type BackendChoice, type TensorBackend } from '../src/shared/tensor-backend';
import type { TrainingEvent, TrainingPlan } from '../src/shared/training';
import { peerDecisionsPerSecond, pensievePpoDecisionsPerSecond } from './training/peer';

/**
 * Decisions a second of training as the application does it, updates included: six levels of 4 s chunks, QoE_lin, 200
 * synthetic 3G traces. `npm run bench:training -- [--peer]`; `--memory MINUTES` trains that long instead and prints the
 * process's resident memory; `--backends` trains shortly on native TensorFlow and on WASM, in turns, and prints the factor.
 */
const wantedPerSecond = 40_000;
const wantedRatio = 20;
const decisions = 1_500_000;
const decisionsInTurn = 400_000;
const peerDecisions = 16_384;
const peerUpdates = 20;
const memoryAt = process.argv.indexOf('--memory');
const memoryMinutes = memoryAt < 0 ? null : Number(process.argv[memoryAt + 1]);

const families = { paths: [], families: ['3g'], perFamily: 200 };
const plan: TrainingPlan = {
  name: 'bench',
  videos: [{ path: null, ladderKbps: [300, 750, 1200, 1850, 2850, 4300], chunkSeconds: 4 }],
  qoe: ['lin'],
  traces: families,
  validation: { ...families, perFamily: 20 },
  budget: memoryMinutes === null ? { decisions } : { minutes: memoryMinutes },
  seed: 1,
  startFrom: null,
  hidesSizesShare: 0,
  bufferCapsSeconds: [60],
  augmentation: noAugmentation,
  hyperparameters: defaultHyperparameters,
};

await buildIfStale();
if (process.argv.includes('--backends')) await compareBackends();
else await measure();

async function measure(): Promise<void> {
  const ours = await train(plan);
  console.log(`training, updates included: ${Math.round(ours)} decisions a second`);
  if (memoryMinutes !== null) return;
  console.log(`  wanted ${wantedPerSecond}: ${ours >= wantedPerSecond ? 'reached' : 'missed'}`);
  comparePeers(ours);
}

async function compareBackends(): Promise<void> {
  const shorter = { ...plan, budget: { decisions: decisionsInTurn } };
  const rates: Record<TensorBackend, number[]> = { native: [], wasm: [] };
  for (const backend of ['native', 'wasm', 'native', 'wasm'] as const) {
    rates[backend].push(await train(shorter, backend));
    console.log(`${backend}: ${Math.round(rates[backend].at(-1) ?? 0)} decisions a second`);
  }
  const factor = Math.max(...rates.native) / Math.max(...rates.wasm);
  console.log(`WASM is ${factor.toFixed(2)} times slower than native (the window says ${wasmTimesSlower})`);
}

function comparePeers(rate: number): void {
  const install = process.argv.includes('--peer');
  const baselines = [1, 8].map((count) =>
    measured(
      `stable-baselines3 PPO, its defaults, ${count} environment${count > 1 ? 's' : ''}`,
      peerDecisionsPerSecond(count, peerDecisions, { install }),
    ),
  );
  compare(rate, 'the better', Math.max(...baselines));
  const agents = 16;
  const packaged = measured(
    `pensieve-ppo, its defaults, ${agents} agents`,
    pensievePpoDecisionsPerSecond(agents, peerUpdates, { install }),
  );
  compare(rate, 'pensieve-ppo', packaged);
}

function measured(what: string, rate: number | string): number {
  const said = typeof rate === 'string' ? `not measured: ${rate}` : `${Math.round(rate)} decisions a second`;
  console.log(`peer (${what}): ${said}`);
  return typeof rate === 'number' ? rate : 0;
}

function compare(rate: number, other: string, peer: number): void {
  if (peer === 0) return;
  const ratio = rate / peer;
  console.log(
    `  ratio to ${other}: ${ratio.toFixed(1)} (wanted ${wantedRatio}: ${ratio >= wantedRatio ? 'reached' : 'missed'})`,
  );
}

/** Trains in a process as the command does; returns its rate over the run, evaluations left out. */
async function train(plan: TrainingPlan, backend: BackendChoice = 'auto'): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-training-'));
  let rate = 0;
  let problem: string | null = null;
  let pid = 0;
  const begun = Date.now();
  let shownAt = begun;
  const onEvent = (event: TrainingEvent): void => {
    if (event.type === 'iteration') rate = event.metrics.decisions_per_second;
    if (event.type === 'state') problem = event.problem;
    if (memoryMinutes === null || Date.now() - shownAt < 30_000) return;
    shownAt = Date.now();
    console.log(`  after ${Math.round((shownAt - begun) / 1000)} s: ${residentMegabytes(pid)} MB resident`);
  };
  const run = startTraining({
    ...{ folder, plan, backend, application: 'bench', commit: null, onEvent },
    fork: () => {
      const child = forkNode(path.resolve('out/main/training.cjs'), trainingEnvironment);
      pid = child.pid ?? 0;
      return child;
    },
  });
  await run.ended;
  rmSync(folder, { recursive: true, force: true });
  if (problem !== null) throw new Error(problem);
  return rate;
}

/** Linux tells in a file. */
function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024);
}
