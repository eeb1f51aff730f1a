import type { ChildPort } from '../../src/node/child-port';

/** The parent's end of a process that does nothing by itself: a test says when it answers and when it is gone. */
export interface FakePort extends ChildPort {
  readonly posted: readonly object[];
  readonly kills: number;
  answer(message: object): void;
  exit(code?: number): void;
}

export function fakePort(): FakePort {
  const posted: object[] = [];
  const hear: ((message: unknown) => void)[] = [];
  const exits: ((code: number | null, ending: string) => void)[] = [];
  let kills = 0;
  return {
    posted,
    get kills() {
      return kills;
    },
    post: (message) => void posted.push(message),
    onMessage: (listener) => void hear.push(listener),
    onExit: (listener) => void exits.push(listener),
    kill: () => void kills++,
    answer: (message) => hear.forEach((listener) => listener(message)),
    exit: (code = 0) => exits.forEach((listener) => listener(code, `exit code ${code}`)),
  };
}

/** A fork function and the ports that it gave, in their order. */
export function fakeForks(): { fork: () => FakePort; ports: FakePort[] } {
  const ports: FakePort[] = [];
  const fork = (): FakePort => {
    const port = fakePort();
    ports.push(port);
    return port;
  };
  return { fork, ports };
}
