import { Cancelled } from '../ffmpeg/faults';

/** Runs jobs one at a time, in the order they came; a waiting one leaves at once when its signal fires. */
export class Queue {
  private last: Promise<unknown> = Promise.resolve();

  /** Runs `job` after all that came before it. @throws Cancelled if the signal fires while it waits. */
  add<Result>(job: () => Promise<Result>, subject: string, signal?: AbortSignal): Promise<Result> {
    const turn = this.last;
    const run = turn.then(() => {
      if (signal?.aborted) throw new Cancelled(subject);
      return job();
    });
    this.last = run.catch(() => undefined);
    return Promise.race([run, untilStarted(turn, subject, signal)]);
  }
}

/** Rejects if the signal fires before the turn comes; never resolves. */
function untilStarted(turn: Promise<unknown>, subject: string, signal?: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const leave = () => reject(new Cancelled(subject));
    if (signal?.aborted) return leave();
    signal?.addEventListener('abort', leave);
    void turn.then(() => signal?.removeEventListener('abort', leave));
  });
}
