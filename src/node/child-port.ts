import { fork as forkProcess } from 'node:child_process';
import { constants } from 'node:os';
import { LastLines } from './last-lines';

/** The parent's end of the line to a child process, whichever kind of process it is. */
export interface ChildPort {
  /** Of the process, where it is known. */
  readonly pid?: number;
  post(message: object): void;
  onMessage(listener: (message: unknown) => void): void;
  /** `ending` says in words by what it ended, and what it last said on standard error where that is piped. */
  onExit(listener: (code: number | null, ending: string) => void): void;
  kill(): void;
}

/** The part of Electron's UtilityProcess that is used, so that this layer needs no Electron. */
export interface UtilityProcessLike {
  readonly stderr?: NodeJS.ReadableStream | null;
  postMessage(message: object): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'spawn', listener: () => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  kill(): boolean;
}

/** The line to a process started by Electron's utilityProcess.fork. */
export function utilityPort(child: UtilityProcessLike): ChildPort {
  const lastLines = new LastLines(child.stderr);
  let isKilled = false;
  // Electron passes over a kill that comes before the process is there.
  child.on('spawn', () => {
    if (isKilled) child.kill();
  });
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) =>
      void child.on('exit', (code) =>
        lastLines.whenWhole(() => listener(code, lastLines.after(`exit code ${code}${asSignal(code)}`))),
      ),
    kill: () => {
      isKilled = true;
      child.kill();
    },
  };
}

/** Starts a bundled script under plain Node, for the command line, tests and benches. */
export function forkNode(script: string, env: Readonly<Record<string, string>> = {}): ChildPort {
  const child = forkProcess(script, [], {
    ...{ serialization: 'advanced', env: { ...process.env, ...env } },
    stdio: ['inherit', 'inherit', 'pipe', 'ipc'],
  });
  const lastLines = new LastLines(child.stderr);
  return {
    pid: child.pid,
    post: (message) => {
      if (child.connected) child.send(message, () => {});
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => {
      child.on('error', (error) => {
        if (child.pid === undefined) listener(null, error.message);
      });
      // Not `exit`, which may come before the last of standard error.
      child.on('close', (code, signal) => {
        if (child.pid === undefined) return;
        listener(code, lastLines.after(signal === null ? `exit code ${code}` : `signal ${signal}`));
      });
    },
    kill: () => void child.kill(),
  };
}

const deadlySignals = ['SIGILL', 'SIGTRAP', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGKILL', 'SIGSEGV'] as const;

/** Electron tells a signal by its number alone (128 more where a core was dumped), as it tells an exit code. */
function asSignal(code: number): string {
  if (process.platform === 'win32') return '';
  const name = deadlySignals.find((signal) => constants.signals[signal] === code % 128);
  return name === undefined ? '' : `, the number of ${name}`;
}
