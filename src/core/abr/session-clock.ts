import type { Observation } from '../model/algorithm';

/** What has passed since the session began, told from observations alone: downloads, and how far the buffer fell. */
export class SessionClock {
  /** Now, and when the last byte came. */
  atSeconds = 0;
  lastByteAtSeconds = 0;
  /** Buffer just before the last chunk was added, just after, and how long the player then waited to ask. */
  lowestBufferSeconds = 0;
  fullestBufferSeconds = 0;
  idleSeconds = 0;
  /** Whether the buffer ran dry during the last download. */
  stalled = false;
  private bufferSeconds = 0;
  private seen = 0;

  /** Call first in each `decide`. */
  observe({ downloads, bufferSeconds, chunkSeconds }: Observation): void {
    for (; this.seen < downloads.length; this.seen++) {
      const { seconds } = downloads[this.seen];
      this.stalled = seconds > this.bufferSeconds;
      this.lowestBufferSeconds = Math.max(0, this.bufferSeconds - seconds);
      this.bufferSeconds = this.lowestBufferSeconds + chunkSeconds;
      this.atSeconds += seconds;
      this.lastByteAtSeconds = this.atSeconds;
    }
    this.fullestBufferSeconds = this.bufferSeconds;
    this.idleSeconds = Math.max(0, this.bufferSeconds - bufferSeconds);
    this.atSeconds += this.idleSeconds;
    this.bufferSeconds = bufferSeconds;
  }

  /** Call last in a `decide` that waits before its request. */
  wait(seconds: number): void {
    this.atSeconds += seconds;
    this.bufferSeconds = Math.max(0, this.bufferSeconds - seconds);
  }
}
