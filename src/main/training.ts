import { app, Notification, utilityProcess } from 'electron';
import { utilityPort } from '../node/child-port';
import { sourceCommit } from '../node/source-commit';
import { readRun } from '../node/training/run-folder';
import { RunStore } from '../node/training/run-store';
import { startTraining, trainingEnvironment, type TrainingProcess } from '../node/training/start';
import type { ListedRun, TrainingEvent, TrainingPlan } from '../shared/training';
import { paths } from './paths';
import { wantedBackend } from './tensor-backend';
import { TrainingSignals, type SignalSurface } from './training-signals';
import { send, showTaskbarProgress } from './window';

interface RunningTraining {
  readonly id: string;
  readonly process: TrainingProcess;
  readonly name: string;
  readonly signals: TrainingSignals;
}

let running: RunningTraining | null = null;

export function runs(): RunStore {
  return new RunStore(paths().training);
}

/** Id of the run under way. */
export function trainingNow(): string | null {
  return running?.id ?? null;
}

/** Begins a run in its own process, or goes on with one from its checkpoint. One at a time. */
export async function beginTraining(id: string, plan: TrainingPlan): Promise<ListedRun> {
  if (running) throw new Error(`“${running.name}” is being trained; stop it before another begins`);
  const folder = runs().folderOf(id);
  const backend = await wantedBackend();
  let hasBegun = false;
  let begun: () => void = () => undefined;
  let failed: (error: Error) => void = () => undefined;
  const ready = new Promise<void>((resolve, reject) => ([begun, failed] = [resolve, reject]));
  const process = startTraining({
    ...{ folder, plan, backend, application: app.getVersion(), commit: sourceCommit() },
    fork: () =>
      utilityPort(
        utilityProcess.fork(paths().trainingProcess, [], {
          serviceName: 'NeuralStream training',
          stdio: ['ignore', 'inherit', 'pipe'], // its last lines are told should it die
          env: { ...globalThis.process.env, ...trainingEnvironment },
        }),
      ),
    onEvent: (event) => {
      if (event.type === 'started') [hasBegun] = [true, begun()];
      // What fails before that is told once, by the call that began it.
      if (hasBegun) take(id, event);
      else if (event.type === 'state' && event.problem !== null) failed(new Error(event.problem));
    },
  });
  const mine: RunningTraining = {
    id,
    process,
    name: plan.name,
    signals: new TrainingSignals(plan.name, surface),
  };
  running = mine;
  void process.ended.then(() => {
    if (running === mine) running = null;
    showTaskbarProgress(null);
    send('runs-changed', null);
  });
  await ready;
  return runs().listed(id);
}

/** Goes on with a run that was stopped or cut off. */
export async function continueTraining(id: string): Promise<void> {
  const { plan, name } = await readRun(runs().folderOf(id));
  await beginTraining(id, { ...plan, name });
}

export function commandTraining(command: 'pause' | 'resume' | 'stop'): void {
  if (!running) throw new Error('no agent is being trained');
  running.process[command]();
}

/** Ends the run with a checkpoint; resolves when its process is gone. */
export async function endTraining(): Promise<void> {
  const mine = running;
  if (!mine) return;
  mine.process.stop();
  await mine.process.ended;
}

function take(id: string, event: TrainingEvent): void {
  send('training', { id, event });
  if (running?.id === id) running.signals.take(event);
}

const surface: SignalSurface = {
  progress: showTaskbarProgress,
  notify: (notice) => {
    if (Notification.isSupported()) new Notification(notice).show();
  },
};
