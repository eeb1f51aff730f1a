import type { SessionEvent } from '../../../src/core/model/session-events';
import type { LivePlayerOptions } from '../../../src/renderer/player/player';

/** Stands for a LivePlayer: plays nothing, and does what the test tells it. */
export class FakePlayer {
  /** Those made since the list was emptied last, in order. */
  static readonly made: FakePlayer[] = [];
  readonly ready = Promise.resolve();
  readonly log = { bufferSeconds: 0, shownLevel: (): number | null => null };
  readonly head = { ended: false, stalledAtSeconds: null, end: (): void => undefined };
  firstRequestAtSeconds: number | null = null;
  failure: string | null = null;
  paused = false;
  frozen = false;
  destroyed = false;

  constructor(
    _dashjs: unknown,
    readonly options: LivePlayerOptions,
  ) {
    FakePlayer.made.push(this);
    void options.gate.then(() => (this.firstRequestAtSeconds = options.clock()));
  }

  /** Downloads a chunk of 4 s, 1000 kilobits in half a second, and shows it. */
  download(chunkIndex: number, level: number): void {
    const atSeconds = this.options.clock();
    const chunk = { chunkIndex, level, kilobits: 1000, downloadSeconds: 0.5, firstByteSeconds: 0 };
    const events: SessionEvent[] = [
      { type: 'chunk-requested', atSeconds, chunkIndex, level, reason: 'r', bufferSeconds: 0 },
      { type: 'chunk-downloaded', atSeconds, bufferSeconds: 4, ...chunk },
    ];
    for (const event of events) this.options.emit(event);
  }

  fail(problem: string): void {
    this.failure = problem;
    this.options.failed(problem);
  }

  poll(): void {
    return;
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  freeze(): void {
    this.frozen = true;
  }

  destroy(): void {
    this.destroyed = true;
  }
}
