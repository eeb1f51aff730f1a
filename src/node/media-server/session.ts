import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { jainIndex } from '../../core/stats/fairness';
import type { LinkStatistics, SessionOptions } from '../../shared/media-server';
import { Capacity } from './capacity';
import type { ServedFolder } from './files';
import { Link } from './link';
import { Meter } from './meter';

/** One player's place on the server: its secret path, its link and what it has been given. */
export interface Player {
  readonly session: Session;
  readonly index: number;
  readonly token: string;
  readonly linkId: string;
  readonly link: Link;
  readonly meter: Meter;
  /** Its open requests. */
  readonly responses: Set<ServerResponse>;
}

/** A comparison: a presentation, its players, and the capacity of their links. */
export class Session {
  readonly id = randomBytes(8).toString('hex');
  readonly capacity: Capacity;
  readonly players: readonly Player[];

  constructor(
    readonly options: SessionOptions,
    readonly folder: ServedFolder,
    private readonly clock: () => number,
  ) {
    this.capacity = new Capacity(options.bandwidth, clock());
    const shared = options.links === 'shared' ? this.makeLink() : null;
    this.players = Array.from({ length: options.playerCount }, (_, index) => ({
      session: this,
      index,
      token: randomBytes(16).toString('hex'),
      linkId: shared ? `${this.id}/shared` : `${this.id}/p${index}`,
      link: shared ?? this.makeLink(),
      meter: new Meter(clock()),
      responses: new Set<ServerResponse>(),
    }));
  }

  startClock(): void {
    const now = this.clock();
    this.capacity.startClock(now);
    for (const { meter } of this.players) meter.reset(now);
  }

  /** What the links have carried, with every step since second 0. */
  statistics(): LinkStatistics {
    const now = this.clock();
    return this.statisticsAt(now, this.capacity.moves(now).steps);
  }

  /** The same with the steps since the report before. */
  report(): LinkStatistics {
    const now = this.clock();
    return this.statisticsAt(now, this.capacity.newMoves(now));
  }

  /** Breaks off every open request. */
  close(): void {
    for (const { responses } of this.players) for (const response of responses) response.destroy();
  }

  private statisticsAt(now: number, steps: LinkStatistics['steps']): LinkStatistics {
    const { kbps, latencySeconds } = this.capacity.at(now);
    const shares = this.players.map(({ meter }) => meter.kilobits);
    return {
      sessionId: this.id,
      atSeconds: this.capacity.secondsAt(now),
      kbps,
      addedLatencyMs: latencySeconds * 1000,
      steps,
      players: this.players.map(({ linkId, meter, responses }) => ({
        linkId,
        deliveredKilobits: meter.kilobits,
        deliveredKbps: meter.kbpsAt(now),
        openRequests: responses.size,
      })),
      fairness: this.options.links === 'shared' ? jainIndex(shares) : null,
    };
  }

  private makeLink(): Link {
    return new Link({ kilobitsBy: (seconds) => this.capacity.kilobitsBy(seconds), clock: this.clock });
  }
}
