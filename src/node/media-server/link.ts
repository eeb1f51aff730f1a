/** A response that waits for its share of a link. */
export interface Transfer {
  /** Bytes that it could pass on at once: read from the disk, and with a client that takes them. */
  readonly readyBytes: number;
  send(bytes: number): void;
}

/** A turn in the round robin: one packet on Ethernet. */
export const QUANTUM_BYTES = 1400;

/** A busy link makes up for a late timer, but not for a machine that slept. */
export const CATCH_UP_SECONDS = 0.25;

const BYTES_PER_KILOBIT = 125;

interface LinkOptions {
  /** The shared physics: kilobits that can have been carried by a second of the clock. */
  kilobitsBy: (seconds: number) => number;
  /** Seconds, never falling. */
  clock: () => number;
}

/**
 * A bottleneck. While it has something to send, what has left follows kilobitsBy; while it has not, capacity passes
 * unused. Concurrent transfers take turns of a packet each.
 */
export class Link {
  private readonly transfers: Transfer[] = [];
  private turn = 0;
  private turnBytes = 0;
  private creditBytes = 0;
  private pumpedAt = 0;

  constructor(private readonly options: LinkOptions) {}

  get busy(): boolean {
    return this.transfers.length > 0;
  }

  add(transfer: Transfer): void {
    if (!this.busy) {
      this.pumpedAt = this.options.clock();
      this.creditBytes = 0;
    }
    this.transfers.push(transfer);
  }

  remove(transfer: Transfer): void {
    const index = this.transfers.indexOf(transfer);
    if (index < 0) return;
    this.transfers.splice(index, 1);
    if (index === this.turn) this.turnBytes = 0;
    if (index < this.turn) this.turn--;
    if (this.turn === this.transfers.length) this.turn = 0;
  }

  /** Passes on what has been earned since the last call. */
  pump(): void {
    const { kilobitsBy, clock } = this.options;
    const now = clock();
    const earned = kilobitsBy(now) - kilobitsBy(Math.max(this.pumpedAt, now - CATCH_UP_SECONDS));
    this.pumpedAt = now;
    this.creditBytes += earned * BYTES_PER_KILOBIT;
    for (const [transfer, bytes] of this.shareOut()) transfer.send(bytes);
  }

  /** Spends the credit in turns; what nobody can take is lost. */
  private shareOut(): Map<Transfer, number> {
    const shares = new Map<Transfer, number>();
    const ready = this.transfers.map((transfer) => transfer.readyBytes);
    let passedOver = 0;
    while (this.creditBytes >= 1 && passedOver < ready.length) {
      const bytes = Math.min(Math.floor(this.creditBytes), QUANTUM_BYTES - this.turnBytes, ready[this.turn]);
      const transfer = this.transfers[this.turn];
      if (bytes > 0) shares.set(transfer, (shares.get(transfer) ?? 0) + bytes);
      passedOver = bytes > 0 ? 0 : passedOver + 1;
      this.creditBytes -= bytes;
      this.turnBytes += bytes;
      ready[this.turn] -= bytes;
      if (this.turnBytes === QUANTUM_BYTES || ready[this.turn] === 0) this.nextTurn();
    }
    if (passedOver === ready.length) this.creditBytes = 0;
    return shares;
  }

  private nextTurn(): void {
    this.turn = (this.turn + 1) % this.transfers.length;
    this.turnBytes = 0;
  }
}
