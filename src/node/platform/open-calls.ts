interface OpenCall<Result> {
  readonly resolve: (result: Result) => void;
  readonly reject: (error: Error) => void;
}

/** The calls to one process that have no answer yet, by number. Every process has its own, so that its end refuses no other's. */
export class OpenCalls<Result> {
  private readonly calls = new Map<number, OpenCall<Result>>();
  private ended: Error | null = null;
  private lastId = 0;

  /** Opens a call and posts it under its number. @throws Error when the process ends, or has ended, before the answer. */
  ask(post: (id: number) => void): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.ended) return reject(this.ended);
      const id = ++this.lastId;
      this.calls.set(id, { resolve, reject });
      post(id);
    });
  }

  /** An answer to a call that is not open is passed over. */
  resolve(id: number, result: Result): void {
    this.take(id)?.resolve(result);
  }

  reject(id: number, error: Error): void {
    this.take(id)?.reject(error);
  }

  /** The process has ended: refuses the open calls and all that follow. */
  end(error: Error): void {
    this.ended ??= error;
    for (const { reject } of this.calls.values()) reject(this.ended);
    this.calls.clear();
  }

  private take(id: number): OpenCall<Result> | undefined {
    const call = this.calls.get(id);
    this.calls.delete(id);
    return call;
  }
}
