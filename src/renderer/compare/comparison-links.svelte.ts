import type { Trace } from '../../core/trace/bandwidth';
import type { Api } from '../../shared/api';
import type { LibraryEntry } from '../../shared/presentation';
import type { Settings } from '../../shared/stored';
import { storedTrace } from '../../shared/trace';
import type { PlayerChoice } from '../player/choices';
import { LinkRecord } from '../record/comparison-link';

type Call<Name extends keyof Api> = (
  request: Parameters<Api[Name]>[0],
) => Promise<Awaited<ReturnType<Api[Name]>>>;

/** The calls a comparison makes. */
export type ComparisonApi = {
  readonly [
    Name in
      | 'readModel'
      | 'infer'
      | 'openLinks'
      | 'startClock'
      | 'setBandwidth'
      | 'playTrace'
      | 'stopTrace'
      | 'closeLinks'
  ]: Call<Name>;
};

export interface ComparisonOptions {
  readonly entry: LibraryEntry;
  readonly settings: Settings;
  readonly api: ComparisonApi;
  /** The trained agents there are, beside the fixed choices. */
  readonly agents?: () => readonly PlayerChoice[];
  /** Something failed that stops no player. */
  readonly fault?: (problem: string) => void;
}

/** What the players gave up reaches the network a little later; a link closed before shows as failed loads. */
const ABORT_MS = 250;

/** The links of a comparison: what they are set to, by hand or by a trace, on the media server and in our record. */
export class ComparisonLinks {
  kbps: number | null = $state(null);
  addedLatencyMs = $state(0);
  trace: Trace | null = $state.raw(null);
  record: LinkRecord;
  /** Whether the trace begins again at its end. */
  loop = false;
  private sessionId: string | null = null;
  /** When the session began; null before. */
  private clock: (() => number) | null = null;

  constructor(private readonly options: ComparisonOptions) {
    this.record = new LinkRecord(null, 0);
  }

  /** Opens fresh links and gives each player's manifest address; null when they are not wanted any more. */
  async open(playerCount: number, wanted: () => boolean): Promise<readonly string[] | null> {
    const { api, entry, settings } = this.options;
    const { kbps, addedLatencyMs } = this;
    const request = { entryId: entry.id, playerCount, links: settings.links, kbps, addedLatencyMs };
    const { sessionId, manifestUrls } = await api.openLinks(request);
    if (!wanted()) {
      await api.closeLinks({ sessionId });
      return null;
    }
    this.sessionId = sessionId;
    if (this.trace) await api.playTrace({ sessionId, trace: storedTrace(this.trace), loop: this.loop });
    return manifestUrls;
  }

  /** Second 0 for the record and for the media server; a trace begins anew. */
  async start(): Promise<void> {
    this.record = new LinkRecord(this.kbps, this.addedLatencyMs);
    if (this.trace) this.record.play(storedTrace(this.trace), this.loop, 0);
    if (this.sessionId) await this.options.api.startClock({ sessionId: this.sessionId });
  }

  /** Moves are recorded at this clock's seconds; null: not at all. */
  recordBy(clock: (() => number) | null): void {
    this.clock = clock;
  }

  async close(): Promise<void> {
    const { sessionId } = this;
    this.sessionId = null;
    this.clock = null;
    if (!sessionId) return;
    await new Promise((resolve) => setTimeout(resolve, ABORT_MS));
    // A media server that has died has no links left to close, and a new one does not know them.
    await this.options.api.closeLinks({ sessionId }).catch(() => undefined);
  }

  async setBandwidth(kbps: number | null, addedLatencyMs: number): Promise<void> {
    this.trace = null;
    this.kbps = kbps;
    this.addedLatencyMs = addedLatencyMs;
    if (this.clock) this.record.set(kbps, addedLatencyMs, this.clock());
    const { sessionId } = this;
    if (sessionId) await this.options.api.setBandwidth({ sessionId, kbps, addedLatencyMs });
  }

  async playTrace(trace: Trace, loop: boolean): Promise<void> {
    this.trace = trace;
    this.loop = loop;
    if (this.clock) this.record.play(storedTrace(trace), loop, this.clock());
    const { sessionId } = this;
    if (sessionId) await this.options.api.playTrace({ sessionId, trace: storedTrace(trace), loop });
  }

  async stopTrace(): Promise<void> {
    this.trace = null;
    if (this.clock) this.record.stop(this.clock());
    const { sessionId } = this;
    if (sessionId) await this.options.api.stopTrace({ sessionId });
  }

  /** Follows the trace; call it as time goes by. */
  advance(): void {
    if (!this.clock) return;
    this.record.advance(this.clock());
    this.kbps = this.record.last.kbps;
    this.addedLatencyMs = this.record.last.addedLatencyMs;
  }
}
