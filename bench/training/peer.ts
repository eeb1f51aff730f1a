import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeRandom } from '../../src/core/random';

/** What stable-baselines3 needs to train with a plain network on the processor. */
const packages = [
  ...['stable-baselines3==2.7.0', 'gymnasium', 'torch', 'numpy', 'pandas', 'cloudpickle', 'matplotlib'],
];

/**
 * Decisions a second of stable-baselines3's PPO with `environments` environments; a sentence where it cannot be
 * measured. `install` makes the virtual environment under out/bench/venv-sb3 (some gigabytes), else it is used where it is.
 */
export function peerDecisionsPerSecond(
  environments: number,
  decisions: number,
  { install }: { install: boolean },
): number | string {
  const folder = path.resolve('out/bench');
  const venv = path.join(folder, 'venv-sb3');
  const python = path.join(venv, 'bin/python');
  try {
    if (install && !existsSync(python)) {
      execFileSync('python3', ['-m', 'venv', venv], { stdio: 'ignore' });
      execFileSync(python, ['-m', 'pip', 'install', '--quiet', ...packages], { stdio: 'ignore' });
    }
    if (!existsSync(python)) return 'run with --peer to install it into out/bench/venv-sb3';
    const words = [path.resolve('bench/training/peer.py'), tracesFor(folder), environments, decisions];
    return Number(execFileSync(python, words.map(String), { encoding: 'utf8' }));
  } catch (error) {
    return error instanceof Error ? error.message.split('\n')[0] : String(error);
  }
}

/** Cooked traces of 320 parts of a second. */
function tracesFor(folder: string): string {
  const traces = path.join(folder, 'training-traces');
  mkdirSync(traces, { recursive: true });
  for (let i = 0; i < 20; i++) {
    const random = makeRandom(i);
    const rows = Array.from({ length: 321 }, (_, second) => `${second}\t${0.3 + 4 * random()}\n`);
    writeFileSync(path.join(traces, `trace${i}`), rows.join(''));
  }
  return traces;
}
