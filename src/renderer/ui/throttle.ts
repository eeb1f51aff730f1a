/** Timers as the throttle needs them; window's own by default. */
export interface Timers {
  now(): number;
  /** Returns the function that cancels. */
  after(milliseconds: number, run: () => void): () => void;
}

const windowTimers: Timers = {
  now: () => performance.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** Sends the first value at once and then the newest one at most every `intervalMs`; the last is never lost. */
export class Throttle<Value> {
  private waiting: { value: Value; cancel: () => void } | null = null;
  private sentAt = -Infinity;

  constructor(
    private readonly intervalMs: number,
    private readonly send: (value: Value) => void,
    private readonly timers: Timers = windowTimers,
  ) {}

  push(value: Value): void {
    if (this.waiting) {
      this.waiting.value = value;
      return;
    }
    const wait = this.sentAt + this.intervalMs - this.timers.now();
    if (wait <= 0) this.sendNow(value);
    else this.waiting = { value, cancel: this.timers.after(wait, () => this.flush()) };
  }

  /** Sends what waits. */
  flush(): void {
    const waiting = this.waiting;
    if (!waiting) return;
    waiting.cancel();
    this.waiting = null;
    this.sendNow(waiting.value);
  }

  /** Forgets what waits. */
  clear(): void {
    this.waiting?.cancel();
    this.waiting = null;
  }

  private sendNow(value: Value): void {
    this.sentAt = this.timers.now();
    this.send(value);
  }
}
