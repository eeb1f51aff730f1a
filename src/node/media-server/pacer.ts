import type { Link } from './link';

/** How often busy links pass on what they have earned. */
const TICK_MS = 5;

/** The timer of all links: runs while one is busy. A late tick costs nothing, since links count by the clock. */
export class Pacer {
  private readonly busy = new Set<Link>();
  private timer: NodeJS.Timeout | null = null;

  /** Serves the link until it has nothing to send. */
  wake(link: Link): void {
    this.busy.add(link);
    this.timer ??= setTimeout(this.tick, TICK_MS);
  }

  private readonly tick = (): void => {
    for (const link of this.busy) {
      link.pump();
      if (!link.busy) this.busy.delete(link);
    }
    this.timer = this.busy.size > 0 ? setTimeout(this.tick, TICK_MS) : null;
  };
}
