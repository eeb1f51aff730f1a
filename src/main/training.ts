import { app, Notification, utilityProcess } from 'electron';
import { utilityPort, type ChildPort } from '../node/child-port';
import { ExclusiveSlot } from '../node/platform/exclusive-slot';
import { sourceCommit } from '../node/source-commit';
import { readRun } from '../node/training/run-folder';
import { RunStore } from '../node/training/run-store';
import { startTraining, trainingEnvironment, type TrainingProcess } from '../node/training/start';
import type { BackendChoice } from '../shared/tensor-backend';
import type { ListedRun, TrainingPlan } from '../shared/training';
import { paths } from './paths';
import { wantedBackend } from './tensor-backend';
import { TrainingSignals, type SignalSurface } from './training-signals';
import { send, showTaskbarProgress } from './window';

/** A run from the moment it is asked for until its process is gone. */
interface RunningTraining {
  readonly id: string;
  /** Null until its plan is read. */
  name: string | null;
  /** Null until its process is started. */
  process: TrainingProcess | null;
  isStopped: boolean;
}

const slot = new ExclusiveSlot<RunningTraining>(
  ({ name }) =>
    `${name === null ? 'another agent' : `“${name}”`} is being trained; stop it before another begins`,
);

export function runs(): RunStore {
  return new RunStore(paths().training);
}

/** Id of the run under way. */
export function trainingNow(): string | null {
  return slot.holder?.id ?? null;
}

/** Begins a run in its own process, or resumes one from its checkpoint. One at a time. */
export async function beginTraining(id: string, planOf: () => Promise<TrainingPlan>): Promise<ListedRun> {
  const mine: RunningTraining = { id, name: null, process: null, isStopped: false };
  const giveBack = slot.take(mine);
  try {
    const [plan, backend] = await Promise.all([planOf(), wantedBackend()]);
    if (mine.isStopped) throw new Error('training was stopped before it began');
    mine.name = plan.name;
    await startProcess(mine, plan, backend);
  } catch (error) {
    await afterEnd(mine, giveBack);
    throw error;
  }
  void afterEnd(mine, giveBack);
  return runs().listed(id);
}

/** Resumes a run that was stopped or cut off. */
export async function continueTraining(id: string): Promise<void> {
  await beginTraining(id, async () => {
    const { plan, name } = await readRun(runs().folderOf(id));
    return { ...plan, name };
  });
}

export function commandTraining(command: 'pause' | 'resume' | 'stop'): void {
  const mine = slot.holder;
  if (!mine) throw new Error('no agent is being trained');
  if (command === 'stop') return stop(mine);
  if (!mine.process) throw new Error('the training is only starting');
  mine.process[command]();
}

/** Ends the run with a checkpoint; resolves when its process is gone. */
export async function endTraining(): Promise<void> {
  if (slot.holder) stop(slot.holder);
  await slot.untilFree();
}

/** Resolves when the run has begun. @throws Error, the sentence with which it ended before that. */
function startProcess(mine: RunningTraining, plan: TrainingPlan, backend: BackendChoice): Promise<void> {
  const signals = new TrainingSignals(plan.name, surface);
  return new Promise((resolve, reject) => {
    let hasBegun = false;
    mine.process = startTraining({
      ...{ folder: runs().folderOf(mine.id), plan, backend },
      ...{ application: app.getVersion(), commit: sourceCommit() },
      fork: forkTraining,
      onEvent: (event) => {
        if (event.type === 'started') {
          hasBegun = true;
          resolve();
        }
        // What fails before that is told once, by the call that began it.
        if (hasBegun) {
          send('training', { id: mine.id, event });
          signals.take(event);
        } else if (event.type === 'state' && event.problem !== null) reject(new Error(event.problem));
      },
    });
    void mine.process.ended.then(() => reject(new Error('training ended before it began')));
  });
}

function forkTraining(): ChildPort {
  return utilityPort(
    utilityProcess.fork(paths().trainingProcess, [], {
      serviceName: 'NeuralStream training',
      stdio: ['ignore', 'inherit', 'pipe'], // its last lines are told should it die
      env: { ...process.env, ...trainingEnvironment },
    }),
  );
}

async function afterEnd({ process }: RunningTraining, giveBack: () => void): Promise<void> {
  await process?.ended;
  giveBack();
  showTaskbarProgress(null);
  send('runs-changed', null);
}

function stop(mine: RunningTraining): void {
  mine.isStopped = true;
  mine.process?.stop();
}

const surface: SignalSurface = {
  progress: showTaskbarProgress,
  notify: (notice) => {
    if (Notification.isSupported()) new Notification(notice).show();
  },
};
