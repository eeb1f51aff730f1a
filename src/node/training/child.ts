import { cpus } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { trainingCommandSchema, type TrainingCommand, type TrainingEvent } from '../../shared/training';
import { parentPort } from '../parent-port';
import { loadTensorFlow } from '../tensorflow';
import { runTraining } from './run';
import type { RunControl } from './run-options';
import { sentenceOf } from '../platform/sentence';

/** The training process: one run, then it ends. */
const port = parentPort();

class Control implements RunControl {
  stopped = false;
  private paused: Promise<void> | null = null;
  private release: () => void = () => undefined;

  pause(): void {
    this.paused ??= new Promise((resolve) => (this.release = resolve));
  }

  resume(): void {
    this.release();
    this.paused = null;
  }

  stop(): void {
    this.stopped = true;
    this.resume();
  }

  async goOn(): Promise<void> {
    await this.paused;
  }
}

const control = new Control();

port.onMessage((message) => carryOut(v.parse(trainingCommandSchema, message)));
port.onClosed(() => process.exit());
// Under the command line a terminal's Ctrl-C reaches this process too; the one that started it asks it to stop in order.
if (process.send) process.on('SIGINT', () => undefined);

function carryOut(command: TrainingCommand): void {
  switch (command.type) {
    case 'start':
      void start(command);
      return;
    case 'pause':
      control.pause();
      return tell({ type: 'state', state: 'paused', problem: null });
    case 'resume':
      control.resume();
      return tell({ type: 'state', state: 'running', problem: null });
    case 'stop':
      return control.stop();
    default:
      command satisfies never;
  }
}

async function start(command: Extract<TrainingCommand, { type: 'start' }>) {
  const { folder, backend, plan, application, commit } = command;
  try {
    const loaded = await loadTensorFlow(backend);
    const workerFile = join(__dirname, 'training-shard.cjs');
    const threads = cpus().length;
    await runTraining({ ...loaded, folder, plan, application, commit, workerFile, threads, tell, control });
  } catch (error) {
    const problem = sentenceOf(error);
    tell({ type: 'state', state: 'failed', problem });
  }
  setTimeout(() => process.exit(), 200); // what was told is on its way
}

function tell(event: TrainingEvent): void {
  port.post(event);
}
