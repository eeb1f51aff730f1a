import { randomBytes } from 'node:crypto';
import type { Download, Observation } from '../../core/model/algorithm';
import type { Featurizer } from '../../core/agent/features';
import { makeVideo, UPCOMING_CHUNKS, type Video } from '../../core/model/video';
import { serviceLimits, type SessionChange, type SessionRequest } from '../../shared/service';
import type { Agent } from './agents';
import { RequestFault } from './route';

/** What a player has told so far. */
export class Session {
  readonly id = randomBytes(16).toString('hex');
  usedAtSeconds = 0;
  private readonly video: Video | null;
  private readonly downloads: Download[] = [];

  constructor(
    private readonly request: SessionRequest,
    readonly agent: Agent,
    readonly featurizer: Featurizer,
  ) {
    const { chunkKilobits } = request;
    this.video = chunkKilobits ? makeVideo({ ...request, name: 'of the session', chunkKilobits }) : null;
  }

  /** Takes in what has changed. @throws RequestFault when it does not fit the session; nothing has changed then. */
  observe({ chunkIndex, bufferSeconds, lastLevel, downloads }: SessionChange): Observation {
    const { chunkSeconds, ladderKbps, bufferCapSeconds, chunkCount } = this.request;
    expect(
      chunkIndex < chunkCount,
      'chunkIndex',
      `a chunk of the session's, below ${chunkCount}`,
      chunkIndex,
    );
    expect(
      lastLevel === null || lastLevel < ladderKbps.length,
      'lastLevel',
      `null or a level below ${ladderKbps.length}`,
      lastLevel,
    );
    const room = serviceLimits.downloads - this.downloads.length;
    expect(downloads.length <= room, 'downloads', `at most ${room} more in this session`, downloads.length);
    this.downloads.push(...downloads);
    return {
      chunkIndex,
      chunksLeft: chunkCount - chunkIndex,
      chunkSeconds,
      ladderKbps,
      upcomingChunkKilobits: this.video?.chunkRows.slice(chunkIndex, chunkIndex + UPCOMING_CHUNKS) ?? null,
      bufferSeconds,
      bufferCapSeconds,
      lastLevel,
      downloads: this.downloads,
    };
  }
}

function expect(holds: boolean, field: string, expected: string, received: number | null): void {
  if (holds) return;
  const detail = { field, expected, received: String(received) };
  throw new RequestFault(400, `${field}: expected ${expected}, got ${received}`, detail);
}

export interface SessionLimits {
  readonly expirySeconds: number;
  readonly count: number;
}

/** What is kept of a session by its id. */
export interface Kept {
  readonly id: string;
  usedAtSeconds: number;
}

/** The open sessions, the one unused for longest first. */
export class Sessions<One extends Kept = Session> {
  private readonly open = new Map<string, One>();

  constructor(
    readonly limits: SessionLimits,
    /** Seconds that only grow. */
    private readonly clock: () => number,
  ) {}

  get count(): number {
    this.expire();
    return this.open.size;
  }

  /** @throws RequestFault 429 when there are too many. */
  add(session: One): void {
    if (this.count >= this.limits.count) {
      throw new RequestFault(429, `${this.limits.count} sessions are open, which is the limit`);
    }
    session.usedAtSeconds = this.clock();
    this.open.set(session.id, session);
  }

  /** A session that is used now. @throws RequestFault 404 when it is not there or was forgotten. */
  use(id: string): One {
    this.expire();
    const session = this.open.get(id);
    if (!session) throw unknown(id);
    this.open.delete(id);
    this.open.set(id, session);
    session.usedAtSeconds = this.clock();
    return session;
  }

  /** @throws RequestFault 404 when it is not there. */
  remove(id: string): void {
    if (!this.open.delete(id)) throw unknown(id);
  }

  private expire(): void {
    const oldest = this.clock() - this.limits.expirySeconds;
    for (const [id, { usedAtSeconds }] of this.open) {
      if (usedAtSeconds >= oldest) return;
      this.open.delete(id);
    }
  }
}

function unknown(id: string): RequestFault {
  const detail = { field: 'id', expected: 'a session that was made and has not expired', received: id };
  return new RequestFault(404, 'there is no such session', detail);
}
