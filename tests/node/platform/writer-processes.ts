import { buildSync } from 'esbuild';
import { fork, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { onTestFinished } from 'vitest';

const script = resolve(import.meta.dirname, 'writer-process.ts');
const answerSchema = v.object({ answer: v.optional(v.string()), problem: v.optional(v.string()) });

export interface WriterProcess {
  readonly child: ChildProcess;
  /** What came of an order. @throws Error, the sentence that came instead. */
  ask(order: object): Promise<string>;
  /** Ends it as `kill -9` does; resolves when it is gone. */
  kill(): Promise<void>;
}

/** Bundles the script of a process into a folder; the path of the bundle. */
export function bundleWriter(folder: string): string {
  const outfile = join(folder, 'writer-process.cjs');
  buildSync({
    ...{ bundle: true, platform: 'node', format: 'cjs', target: 'node16', logLevel: 'error' },
    ...{ entryPoints: [script], outfile },
  });
  return outfile;
}

/** Starts a process that takes locks and changes files; it ends with the test at the latest. */
export async function startWriter(bundle: string): Promise<WriterProcess> {
  const child = fork(bundle, { execArgv: [] });
  const gone = new Promise<void>((ended) => child.once('exit', () => ended()));
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await gone;
  };
  onTestFinished(kill);
  await new Promise((begun) => child.once('spawn', begun));
  const ask = (order: object): Promise<string> =>
    new Promise((done, failed) => {
      child.once('message', (message) => {
        const { answer, problem } = v.parse(answerSchema, message);
        if (problem === undefined) done(answer ?? '');
        else failed(new Error(problem));
      });
      child.send(order);
    });
  return { child, ask, kill };
}
