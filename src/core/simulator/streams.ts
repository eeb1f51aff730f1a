import type { Bandwidth } from '../trace/bandwidth';

/** What a stream waits for: time to pass, or kilobits to come over the link. */
export type Wait =
  | { readonly type: 'time'; readonly seconds: number }
  | { readonly type: 'transfer'; readonly kilobits: number };

/** A stream of requests, one after the other, written as a generator of what it waits for. */
export type Stream = Generator<Wait, void, void>;

interface Task {
  readonly stream: Stream;
  /** When the time waited for is over; Infinity during a transfer. */
  dueSeconds: number;
  /** Still to come; null when nothing is on the link. */
  leftKilobits: number | null;
}

/**
 * Runs streams that share one link: the transfers under way get equal shares, as packets in turns do. `pass` is told of
 * all time that passes, before the streams that waited for its end go on.
 */
export function runStreams(
  streams: readonly Stream[],
  bandwidth: Bandwidth,
  pass: (seconds: number) => void,
): void {
  let atSeconds = 0;
  let tasks = streams.map((stream): Task => ({ stream, dueSeconds: 0, leftKilobits: null }));
  for (;;) {
    tasks = tasks.filter((task) => !isOver(task, atSeconds) || goOn(task, atSeconds));
    if (tasks.length === 0) return;
    const nextSeconds = deliver(tasks, bandwidth, atSeconds);
    pass(nextSeconds - atSeconds);
    atSeconds = nextSeconds;
  }
}

function isOver({ dueSeconds, leftKilobits }: Task, atSeconds: number): boolean {
  return leftKilobits === null ? dueSeconds <= atSeconds : leftKilobits <= 0;
}

/** Lets a stream go on to its next wait that takes any time; false when it has ended. */
function goOn(task: Task, atSeconds: number): boolean {
  do {
    const { done, value } = task.stream.next();
    if (done) return false;
    task.dueSeconds = value.type === 'time' ? atSeconds + value.seconds : Infinity;
    task.leftKilobits = value.type === 'transfer' ? value.kilobits : null;
  } while (isOver(task, atSeconds));
  return true;
}

/** Moves the transfers on to the next moment at which any wait is over; returns that moment. */
function deliver(tasks: readonly Task[], bandwidth: Bandwidth, atSeconds: number): number {
  const sharers = tasks.filter((task) => task.leftKilobits !== null);
  const smallest = Math.min(...sharers.map(({ leftKilobits }) => leftKilobits ?? Infinity));
  const dueSeconds = Math.min(...tasks.map((task) => task.dueSeconds));
  if (sharers.length === 0) return dueSeconds;
  const sent = bandwidth.kilobitsBy(atSeconds);
  const arrivalSeconds = bandwidth.secondsWhen(sent + sharers.length * smallest);
  const first = arrivalSeconds <= dueSeconds;
  const share = first ? smallest : (bandwidth.kilobitsBy(dueSeconds) - sent) / sharers.length;
  for (const task of sharers) task.leftKilobits = (task.leftKilobits ?? 0) - share;
  return first ? Math.max(atSeconds, arrivalSeconds) : dueSeconds;
}
