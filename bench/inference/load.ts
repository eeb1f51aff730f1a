import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { makeRandom } from '../../src/core/stats/random';

export interface LoadOptions {
  readonly url: string;
  readonly bodies: readonly string[];
  readonly perSecond: number;
  readonly seconds: number;
  /** Before what is counted. */
  readonly warmUpSeconds: number;
}

/** Milliseconds from the moment at which a request was due to the last byte of its answer. */
export interface LoadTimes {
  readonly requests: number;
  readonly failed: number;
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
}

/**
 * An open loop: requests are due at the times of a Poisson process (seeded) whether or not earlier ones were answered, and
 * the time of each counts from when it was due, so that queueing counts.
 */
export async function measureLoad(options: LoadOptions): Promise<LoadTimes> {
  const { url, bodies, perSecond, seconds, warmUpSeconds } = options;
  const random = makeRandom(1);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const times: number[] = [];
  let failed = 0;
  const open: Promise<void>[] = [];
  const begun = performance.now();
  let dueMs = 0;
  for (let i = 0; dueMs < (seconds + warmUpSeconds) * 1000; i++) {
    dueMs += (-Math.log(1 - random()) * 1000) / perSecond;
    const due = begun + dueMs;
    const counts = dueMs >= warmUpSeconds * 1000;
    await until(due);
    const answered = post(agent, url, bodies[i % bodies.length]).then(
      () => void (counts && times.push(performance.now() - due)),
      () => void (counts && (failed += 1)),
    );
    open.push(answered);
  }
  await Promise.all(open);
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(share * (times.length - 1))] ?? NaN;
  return { requests: times.length + failed, failed, p50: at(0.5), p99: at(0.99), most: at(1) };
}

/** Timers are a millisecond coarse, so the last ones are waited for turn by turn. */
async function until(due: number): Promise<void> {
  const early = due - performance.now() - 2;
  if (early >= 1) await wait(early);
  while (performance.now() < due) await new Promise((turn) => setImmediate(turn));
}

function post(agent: Agent, url: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    const asked = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.on('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error('refused')))).resume();
    });
    asked.on('error', reject).end(body);
  });
}
