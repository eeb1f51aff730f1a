import * as v from 'valibot';
import {
  trainingEventSchema,
  type TrainingCommand,
  type TrainingEvent,
  type TrainingPlan,
} from '../../shared/training';
import type { BackendChoice } from '../../shared/tensor-backend';
import type { ChildPort } from '../child-port';
import { noteDeath } from './run-folder';

/**
 * One thread of TensorFlow in each shard's thread: the matrices are small, and two shards side by side are faster than
 * one with two threads. The training process is to be started with these.
 */
export const trainingEnvironment: Readonly<Record<string, string>> = {
  TF_NUM_INTRAOP_THREADS: '1',
  TF_NUM_INTEROP_THREADS: '1',
  TF_ENABLE_ONEDNN_OPTS: '1',
  TF_CPP_MIN_LOG_LEVEL: '2',
};

export interface TrainingOptions {
  /** Starts out/main/training.cjs with `trainingEnvironment`: utilityPort(utilityProcess.fork(...)) or forkNode(...). */
  readonly fork: () => ChildPort;
  /** The run's folder; it is made. A checkpoint in it is gone on from. */
  readonly folder: string;
  readonly plan: TrainingPlan;
  readonly backend: BackendChoice;
  /** Version of the application. */
  readonly application: string;
  readonly commit: string | null;
  readonly onEvent: (event: TrainingEvent) => void;
}

/** A run in its own process, seen from the process that started it. */
export interface TrainingProcess {
  pause(): void;
  resume(): void;
  /** Ends the run after the iteration under way, with a checkpoint and the best model so far. */
  stop(): void;
  /** Ends the process at once; the last checkpoint stays. */
  kill(): void;
  /** The process is gone. Events of type `state` said how the run ended, also when the process died. */
  readonly ended: Promise<void>;
}

export function startTraining(options: TrainingOptions): TrainingProcess {
  const { fork, folder, plan, backend, application, commit, onEvent } = options;
  const child = fork();
  let over = false;
  const tell = (event: TrainingEvent): void => {
    if (event.type === 'state') over ||= ['finished', 'stopped', 'failed'].includes(event.state);
    onEvent(event);
  };
  child.onMessage((message) => tell(v.parse(trainingEventSchema, message)));
  const died = async (ending: string): Promise<void> => {
    const problem = `the training process ended early: ${ending}`;
    await noteDeath(folder, problem);
    tell({ type: 'state', state: 'failed', problem });
  };
  const ended = new Promise<void>((resolve) =>
    child.onExit((code, ending) => void (over ? Promise.resolve() : died(ending)).then(resolve)),
  );
  const send = (command: TrainingCommand): void => child.post(command);
  send({ type: 'start', folder, plan, backend, application, commit });
  return {
    pause: () => send({ type: 'pause' }),
    resume: () => send({ type: 'resume' }),
    stop: () => send({ type: 'stop' }),
    kill: () => child.kill(),
    ended,
  };
}
