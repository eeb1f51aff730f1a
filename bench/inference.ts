import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { buildIfStale } from '../scripts/build.mjs';
import { makeRandom } from '../src/core/stats/random';
import { raisePriority } from '../src/node/media-server/priority';
import { measureLoad, type LoadTimes } from './inference/load';
import { peerPython } from './python';

/**
 * Time of a decision over HTTP at 200 requests a second on loopback, open loop, for `neuralstream serve` and, where Python
 * with Flask and stable-baselines3 is there, for a Flask server that does the same work: `npm run bench:inference --
 * [--peer] [--seconds S] [--rate N]`.
 */
const wantedMs = 5;
const at = (name: string): number => process.argv.indexOf(`--${name}`);
const numberOf = (name: string, usual: number): number =>
  at(name) < 0 ? usual : Number(process.argv[at(name) + 1]);
const seconds = Math.min(120, numberOf('seconds', 20));
const perSecond = Math.min(2000, numberOf('rate', 200));
const load = { bodies: questions(200), perSecond, seconds, warmUpSeconds: 2 };

await buildIfStale();
// Load and servers alike: what else this machine does is not what is measured.
raisePriority();
await wait(500);
const cli = [path.resolve('out/main/cli.cjs'), 'serve', '--port', '0', '--rate', '100000'];
const ours = await measured([process.execPath, ...cli, '--log-level', 'warn'], '/v1/decision');
tell('neuralstream serve', ours);
console.log(`  wanted p99 below ${wantedMs} ms: ${ours.p99 < wantedMs ? 'reached' : 'missed'}`);
try {
  const python = peerPython({ install: at('peer') >= 0 });
  const peer = await measured([python, path.resolve('bench/inference/peer.py')], '/decision');
  tell('peer (Flask, stable-baselines3)', peer);
  console.log(
    `  ratio of p99: ${(peer.p99 / ours.p99).toFixed(1)}, of p50: ${(peer.p50 / ours.p50).toFixed(1)}`,
  );
} catch (error) {
  console.log(`peer not measured: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
}

function tell(name: string, { requests, failed, p50, p99, most }: LoadTimes): void {
  console.log(
    `${name}: ${requests} requests at ${perSecond}/s, p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)}, at most ${most.toFixed(1)}, ${failed} failed`,
  );
}

/** Starts a server that prints its address, loads it, and ends it. */
async function measured([program, ...words]: string[], route: string): Promise<LoadTimes> {
  const server = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    return await measureLoad({ ...load, url: `${await addressOf(server)}${route}` });
  } finally {
    server.kill('SIGINT');
  }
}

async function addressOf(server: ChildProcess): Promise<string> {
  if (!server.stdout) throw new Error('the server has no output');
  const ended = new Promise<never>((_, reject) => {
    server.on('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  const lines = createInterface({ input: server.stdout });
  const line = await Promise.race([new Promise<string>((resolve) => lines.once('line', resolve)), ended]);
  ended.catch(() => undefined); // its end is awaited no longer
  await listening(line);
  return line;
}

async function listening(address: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const reached = await fetch(address).then(
      () => true,
      () => false,
    );
    if (reached) return;
    await wait(100);
  }
  throw new Error(`${address} does not answer`);
}

/** Six levels of 4 s chunks, sizes of the next 8 chunks, and the downloads of a session so far: 1 to 48 of them. */
function questions(count: number): string[] {
  const random = makeRandom(7);
  const ladderKbps = [300, 750, 1200, 1850, 2850, 4300];
  return Array.from({ length: count }, (_, i) => {
    const chunkIndex = 1 + (i % 47);
    const row = (): number[] => ladderKbps.map((kbps) => Math.round(kbps * 4 * (0.7 + 0.6 * random())));
    const observation = {
      ...{ chunkIndex, chunksLeft: 48 - chunkIndex, chunkSeconds: 4, ladderKbps, bufferCapSeconds: 60 },
      upcomingChunkKilobits: Array.from({ length: Math.min(8, 48 - chunkIndex) }, row),
      ...{ bufferSeconds: 30 * random(), lastLevel: Math.floor(6 * random()) },
      downloads: Array.from({ length: chunkIndex }, () => ({
        ...{ kilobits: row()[3], seconds: 0.5 + 5 * random(), firstByteSeconds: 0.08 },
      })),
    };
    return JSON.stringify({ observation });
  });
}
