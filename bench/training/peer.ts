import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeRandom } from '../../src/core/random';
import { peerPython } from '../python';

/**
 * Decisions a second of stable-baselines3's PPO with `environments` environments; a sentence where it cannot be
 * measured. `install` makes its virtual environment, else it is used where it is.
 */
export function peerDecisionsPerSecond(
  environments: number,
  decisions: number,
  { install }: { install: boolean },
): number | string {
  try {
    const python = peerPython({ install });
    const words = [
      path.resolve('bench/training/peer.py'),
      tracesFor(path.resolve('out/bench')),
      environments,
      decisions,
    ];
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
