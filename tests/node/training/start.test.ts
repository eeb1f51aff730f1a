import { EventEmitter } from 'node:events';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { forkNode, utilityPort, type ChildPort } from '../../../src/node/child-port';
import { runAlone } from '../../../src/node/run-folders';
import { readRun, runFiles, writeRun } from '../../../src/node/training/run-folder';
import { startTraining } from '../../../src/node/training/start';
import type { RunState, TrainingEvent } from '../../../src/shared/training';
import { temporaryFolder } from '../../temporary-folder';

/** A folder as a run under way has it. */
async function folderOfRun(state: RunState): Promise<string> {
  const folder = join(temporaryFolder('training'), 'run');
  mkdirSync(folder);
  copyFileSync(join(import.meta.dirname, 'old-records/no-resumptions/run.json'), runFiles(folder).run);
  await writeRun(folder, { ...(await readRun(folder)), state, endedAt: null });
  return folder;
}

/** What is told of a training whose process is this. */
async function told(folder: string, fork: () => ChildPort): Promise<TrainingEvent[]> {
  const events: TrainingEvent[] = [];
  const { plan } = await readRun(folder);
  const run = startTraining({
    ...{ fork, folder, plan, backend: 'auto', application: '0', commit: null },
    onEvent: (event) => events.push(event),
  });
  await run.ended;
  return events;
}

/** A process that does this when it is told to start. */
function forkOf(body: string): () => ChildPort {
  const script = join(temporaryFolder('child'), 'child.cjs');
  writeFileSync(script, `process.once('message', () => { ${body} });`);
  return () => forkNode(script);
}

/** One of Electron's, whose standard error is piped. */
function utilityProcess() {
  return Object.assign(new EventEmitter(), {
    ...{ stderr: new PassThrough(), postMessage: () => undefined, kill: () => true },
  });
}

const early = 'the training process ended early: ';

test.each([
  ['by a signal', `process.kill(process.pid, 'SIGKILL')`, `${early}signal SIGKILL`],
  ['without a word', 'process.exit(3)', `${early}exit code 3`],
  [
    'after its last words',
    `for (let i = 1; i < 12; i++) console.error('word ' + i); console.error(''); process.exit(3)`,
    `${early}exit code 3; it said last:\n${[4, 5, 6, 7, 8, 9, 10, 11].map((i) => `word ${i}`).join('\n')}`,
  ],
  [
    'by an error',
    `throw new Error('out of luck')`,
    /exit code 1; it said last:\n[^]*Error: out of luck\n(?! )/,
  ],
])('a process that dies %s says why, to whoever began it and in its record', async (_, body, expected) => {
  const folder = await folderOfRun('running');
  const [event, ...others] = await told(folder, forkOf(body));
  const run = await readRun(folder);
  expect(others).toEqual([]);
  expect(event).toMatchObject({ type: 'state', state: 'failed' });
  expect(run).toMatchObject({ state: 'failed', endedAt: expect.any(String) });
  for (const { problem } of [event, run].map((said) => Object(said)))
    if (typeof expected === 'string') expect(problem).toBe(expected);
    else expect(problem).toMatch(expected);
});

test('a process that dies leaves the record of a run alone that another process goes on with', async () => {
  const folder = await folderOfRun('running');
  await runAlone(folder, 'an agent is being trained', async () => {
    const [event] = await told(folder, forkOf('process.exit(3)'));
    expect(event).toMatchObject({ type: 'state', state: 'failed' });
  });
  expect(await readRun(folder)).toMatchObject({ state: 'running', problem: null });
});

test('a script that is not there is named; a run that was over before keeps its record', async () => {
  const folder = await folderOfRun('finished');
  const [event] = await told(folder, () => forkNode(join(folder, 'missing.cjs')));
  expect(event).toMatchObject({ problem: expect.stringMatching(/Cannot find module .*missing\.cjs/) });
  expect(await readRun(folder)).toMatchObject({ state: 'finished', problem: null });
});

test.skipIf(process.platform === 'win32')(
  "what Electron's utility process says last is told, and a number that is that of a signal",
  async () => {
    const folder = await folderOfRun('running');
    const child = utilityProcess();
    const events = told(folder, () => utilityPort(child));
    child.stderr.write('Fatal error in V8: ');
    setTimeout(() => {
      child.emit('exit', 11);
      child.stderr.removeAllListeners(); // as Electron does, and the rest comes afterwards
      setTimeout(() => child.stderr.end('out of memory\n'), 10);
    }, 10);
    const problem = `${early}exit code 11, the number of SIGSEGV; it said last:\nFatal error in V8: out of memory`;
    expect(await events).toEqual([{ type: 'state', state: 'failed', problem }]);
    expect((await readRun(folder)).problem).toBe(problem);
  },
);

test('a process that ends after it has told how is not said to have died', async () => {
  const folder = await folderOfRun('running');
  const end = { type: 'state', state: 'stopped', problem: null };
  const events = await told(folder, forkOf(`process.send(${JSON.stringify(end)}, () => process.exit())`));
  expect(events).toEqual([end]);
  expect((await readRun(folder)).problem).toBeNull();
});
