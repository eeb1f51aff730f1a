import { performance } from 'node:perf_hooks';

const EVERY_MS = 5;
const LATE_SECONDS = 0.02;

/**
 * Notes when this process itself was not served for 20 ms (1 % of a window): what arrived meanwhile is read late, and
 * says nothing about when it came.
 */
export class Watch {
  private readonly gaps: { from: number; to: number }[] = [];
  private last = performance.now() / 1000;

  constructor() {
    setInterval(() => this.look(), EVERY_MS).unref();
  }

  wasLateAt(second: number): boolean {
    return this.gaps.some(({ from, to }) => second >= from && second <= to);
  }

  private look(): void {
    const now = performance.now() / 1000;
    if (now - this.last > LATE_SECONDS) this.gaps.push({ from: this.last, to: now });
    this.last = now;
  }
}
