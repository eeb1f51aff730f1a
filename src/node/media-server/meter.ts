const BITS_PER_BYTE = 8;
const WINDOW_SECONDS = 1;

/** Counts what has been handed to one player's connections. */
export class Meter {
  private bytes = 0;
  private samples: { atSeconds: number; kilobits: number }[];

  constructor(nowSeconds: number) {
    this.samples = [{ atSeconds: nowSeconds, kilobits: 0 }];
  }

  add(bytes: number): void {
    this.bytes += bytes;
  }

  /** Kilobits since the last reset. */
  get kilobits(): number {
    return (this.bytes * BITS_PER_BYTE) / 1000;
  }

  reset(nowSeconds: number): void {
    this.bytes = 0;
    this.samples = [{ atSeconds: nowSeconds, kilobits: 0 }];
  }

  /** Mean rate over the last second, or since the reset if that is less. */
  kbpsAt(nowSeconds: number): number {
    const oldest = nowSeconds - WINDOW_SECONDS;
    while (this.samples.length > 1 && this.samples[1].atSeconds <= oldest) this.samples.shift();
    this.samples.push({ atSeconds: nowSeconds, kilobits: this.kilobits });
    const [first] = this.samples;
    const seconds = nowSeconds - first.atSeconds;
    return seconds > 0 ? (this.kilobits - first.kilobits) / seconds : 0;
  }
}
