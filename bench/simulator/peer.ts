import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeRandom } from '../../src/core/stats/random';

/** Chunks a second, by the clock and by the processor time used. */
export interface Rate {
  readonly byClock: number;
  readonly byProcessor: number;
}

/** The environment alone: what the package asks for beside (torch, transformers) is for its agents. */
const packages = ['pensieve-ppo==3.9.0', 'numpy'];

/**
 * Chunks a second of the Python package's environment; a sentence where it cannot be measured. `install` makes the
 * virtual environment under out/bench/venv, else it is used where it is.
 */
export function peerChunksPerSecond({ install }: { install: boolean }): Rate | string {
  const folder = path.resolve('out/bench');
  const python = path.join(folder, 'venv/bin/python');
  try {
    if (install && !existsSync(python)) makeVenv(path.join(folder, 'venv'), python);
    if (!existsSync(python)) return 'run with --peer to install it into out/bench/venv';
    const script = path.resolve('bench/simulator/peer.py');
    const printed = execFileSync(python, [script, tracesFor(folder)], { encoding: 'utf8' });
    const [byClock, byProcessor] = printed.trim().split(' ').map(Number);
    return { byClock, byProcessor };
  } catch (error) {
    return error instanceof Error ? error.message.split('\n')[0] : String(error);
  }
}

function makeVenv(folder: string, python: string): void {
  execFileSync('python3', ['-m', 'venv', folder], { stdio: 'ignore' });
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--no-deps', ...packages], { stdio: 'ignore' });
}

/** A cooked trace of 1000 parts of a second, as the bench's own. */
function tracesFor(folder: string): string {
  const traces = path.join(folder, 'peer-traces');
  const random = makeRandom(1);
  const rows = Array.from({ length: 1001 }, (_, second) => `${second}\t${0.3 + 4 * random()}\n`);
  mkdirSync(traces, { recursive: true });
  writeFileSync(path.join(traces, 'trace'), rows.join(''));
  return traces;
}
