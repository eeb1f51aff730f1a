import { fork as forkProcess } from 'node:child_process';

/** The parent's end of the line to a child process, whichever kind of process it is. */
export interface ChildPort {
  /** Of the process, where it is known. */
  readonly pid?: number;
  post(message: object): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (code: number | null) => void): void;
  kill(): void;
}

/** The part of Electron's UtilityProcess that is used, so that this layer needs no Electron. */
export interface UtilityProcessLike {
  postMessage(message: object): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  kill(): boolean;
}

/** The line to a process started by Electron's utilityProcess.fork. */
export function utilityPort(child: UtilityProcessLike): ChildPort {
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('exit', listener),
    kill: () => void child.kill(),
  };
}

/** Starts a bundled script under plain Node, for the command line, tests and benches. */
export function forkNode(script: string, env: Readonly<Record<string, string>> = {}): ChildPort {
  const child = forkProcess(script, [], { serialization: 'advanced', env: { ...process.env, ...env } });
  return {
    pid: child.pid,
    post: (message) => {
      if (child.connected) child.send(message, () => {});
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => {
      child.on('exit', listener);
      child.on('error', () => listener(null));
    },
    kill: () => void child.kill(),
  };
}
