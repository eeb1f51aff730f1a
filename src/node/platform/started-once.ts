/** Something that is started for the first who asks, shared by all, and started anew after it failed or ended. */
export class StartedOnce<Value> {
  private current: Promise<Value> | null = null;

  /** `start` may call `ended` when what it started has ended by itself. */
  constructor(private readonly start: (ended: () => void) => Promise<Value>) {}

  get(): Promise<Value> {
    return this.current ?? this.begin();
  }

  /** Lets go of what was started, if anything was: the next who asks starts anew. */
  release(): Promise<Value> | null {
    const { current } = this;
    this.current = null;
    return current;
  }

  private begin(): Promise<Value> {
    const ended = (): void => {
      if (this.current === started) this.current = null; // a newer one stays
    };
    const started: Promise<Value> = this.start(ended).catch((error: unknown) => {
      ended();
      throw error;
    });
    this.current = started;
    return started;
  }
}
