import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** A running `neuralstream serve`. */
export interface RunningService {
  readonly address: string;
  readonly process: ChildProcess;
  /** Its end, with the exit code. */
  readonly ended: Promise<number | null>;
}

/** Starts the built command and waits for its address. */
export async function serve(...words: string[]): Promise<RunningService> {
  const cli = resolve(import.meta.dirname, '../../out/main/cli.cjs');
  const child = spawn(process.execPath, [cli, 'serve', ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (data) => (complaint += String(data)));
  const ended = new Promise<number | null>((done) => child.on('exit', done));
  const line = new Promise<string>((done) => createInterface({ input: child.stdout }).once('line', done));
  const failed = ended.then((code) => Promise.reject(new Error(`serve ended with ${code}: ${complaint}`)));
  const address = await Promise.race([line, failed]);
  failed.catch(() => undefined); // from here on its end is awaited by `ended`
  return { address, process: child, ended };
}
