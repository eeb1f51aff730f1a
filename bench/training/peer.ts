import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeRandom } from '../../src/core/stats/random';
import { peerPython } from '../python';

interface PeerOptions {
  /** Make or bring up to date the peers' virtual environment, else it is used where it is. */
  readonly install: boolean;
}

/** Decisions a second of stable-baselines3's PPO with `environments` environments; a sentence where it cannot be measured. */
export function peerDecisionsPerSecond(
  environments: number,
  decisions: number,
  options: PeerOptions,
): number | string {
  return rateOf('peer.py', (folder) => [tracesFor(folder), environments, decisions], options);
}

/** The same of the Python package pensieve-ppo with `agents` worker processes. */
export function pensievePpoDecisionsPerSecond(
  agents: number,
  updates: number,
  options: PeerOptions,
): number | string {
  return rateOf(
    'pensieve_ppo_peer.py',
    (folder) => [tracesFor(folder), videoFor(folder), agents, updates],
    options,
  );
}

/** What a peer's script prints as its last line. */
function rateOf(
  script: string,
  words: (folder: string) => (string | number)[],
  { install }: PeerOptions,
): number | string {
  try {
    const python = peerPython({ install });
    const given = [path.resolve('bench/training', script), ...words(path.resolve('out/bench'))].map(String);
    const printed = execFileSync(python, given, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const rate = Number(printed.trim().split('\n').pop());
    return rate > 0 ? rate : `${script} printed no rate`;
  } catch (error) {
    return error instanceof Error ? error.message.split('\n')[0] : String(error);
  }
}

/** Sizes in bytes of 48 chunks at six levels, a file a level, as pensieve-ppo reads them. */
function videoFor(folder: string): string {
  const video = path.join(folder, 'training-video');
  mkdirSync(video, { recursive: true });
  [300, 750, 1200, 1850, 2850, 4300].forEach((kbps, level) => {
    const sizes = Array.from({ length: 48 }, (_, chunk) =>
      Math.round(kbps * 500 * (0.7 + 0.05 * (chunk % 13))),
    );
    writeFileSync(path.join(video, `video_size_${level}`), `${sizes.join('\n')}\n`);
  });
  return video;
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
