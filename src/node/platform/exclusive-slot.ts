/** Holds at most one of a kind of work. It is taken before the first await, so that two callers never both find it free. */
export class ExclusiveSlot<Holder extends object> {
  private held: {
    readonly holder: Holder;
    readonly free: () => void;
    readonly isFree: Promise<void>;
  } | null = null;

  /** `refusal` is the sentence for those who come while somebody holds it. */
  constructor(private readonly refusal: (holder: Holder) => string) {}

  get holder(): Holder | null {
    return this.held?.holder ?? null;
  }

  /** Takes the slot; the function returned gives it back. @throws Error when it is taken. */
  take(holder: Holder): () => void {
    if (this.held) throw new Error(this.refusal(this.held.holder));
    let free = (): void => undefined;
    const isFree = new Promise<void>((resolve) => (free = resolve));
    const mine = { holder, free, isFree };
    this.held = mine;
    return () => {
      if (this.held === mine) this.held = null;
      mine.free();
    };
  }

  /** Resolves when whoever holds it now has given it back. */
  async untilFree(): Promise<void> {
    await this.held?.isFree;
  }
}
