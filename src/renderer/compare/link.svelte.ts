import type { Trace } from '../../core/trace/bandwidth';
import { UNLIMITED_KBPS } from '../../core/trace/presets';
import type { LinkStatistics } from '../../shared/media-server';
import { storedTrace } from '../../shared/trace';
import type { ApiClient } from '../api';
import type { LinkStep } from '../record/session-record';

/** What a link is set to: kbps null is unlimited, 0 offline. */
export interface LinkSetting {
  readonly kbps: number | null;
  readonly addedLatencyMs: number;
}

export type LinkApi = Pick<
  ApiClient,
  'openLinks' | 'startClock' | 'setBandwidth' | 'playTrace' | 'stopTrace' | 'closeLinks'
>;

export interface LinkOptions {
  readonly api: LinkApi;
  readonly entryId: string;
  readonly mode: 'separate' | 'shared';
}

/** Aborted requests reach the network a little later; a link that was closed before would show them as failed loads. */
const ABORT_MS = 250;

/** The links of a comparison: what they are set to, and what the media server reports that they carried. */
export class Link {
  /** Set by hand; while a trace plays, what the media server reports. */
  setting: LinkSetting = $state.raw({ kbps: null, addedLatencyMs: 0 });
  /** The trace that plays instead of the slider. */
  trace: Trace | null = $state.raw(null);
  /** Whether the trace begins again at its end. */
  loop = false;
  /** Jain's index over the players of a shared link; null on separate links and before the first byte. */
  fairness: number | null = $state(null);
  /** Every change of capacity since the common start, as reported. */
  readonly steps: LinkStep[] = [];
  /** Seconds since the common start up to which `steps` is complete. */
  reportedSeconds = 0;
  /** The media server's session while it is open. */
  private sessionId: string | null = null;
  /** The session whose reports count; the last ones come while it closes. */
  private reportsOf: string | null = null;

  constructor(private readonly options: LinkOptions) {}

  /** Opens new links and returns each player's manifest URL; null when they are not wanted any more. */
  async open(playerCount: number, wanted: () => boolean): Promise<readonly string[] | null> {
    const { api, entryId, mode } = this.options;
    const request = { entryId, playerCount, links: mode, ...this.setting };
    const { sessionId, manifestUrls } = await api.openLinks(request);
    if (!wanted()) {
      await api.closeLinks({ sessionId });
      return null;
    }
    this.sessionId = sessionId;
    this.reportsOf = sessionId;
    if (this.trace) await api.playTrace({ sessionId, trace: storedTrace(this.trace), loop: this.loop });
    return manifestUrls;
  }

  /** Makes this moment second 0 of the media server's clock; a trace begins anew. */
  async start(): Promise<void> {
    this.clear();
    if (this.sessionId) await this.options.api.startClock({ sessionId: this.sessionId });
  }

  async close(): Promise<void> {
    const { sessionId } = this;
    this.sessionId = null;
    if (!sessionId) return;
    await new Promise((resolve) => setTimeout(resolve, ABORT_MS));
    // A media server that has died has no links left to close, and a new one does not know them.
    await this.options.api.closeLinks({ sessionId }).catch(() => undefined);
  }

  async set(setting: LinkSetting): Promise<void> {
    this.trace = null;
    this.setting = setting;
    const { sessionId } = this;
    if (sessionId) await this.options.api.setBandwidth({ sessionId, ...setting });
  }

  /** Plays a trace from now, or from the next start on when no session is open. */
  async playTrace(trace: Trace, loop: boolean): Promise<void> {
    this.trace = trace;
    this.loop = loop;
    const { sessionId } = this;
    if (sessionId) await this.options.api.playTrace({ sessionId, trace: storedTrace(trace), loop });
  }

  async stopTrace(): Promise<void> {
    this.trace = null;
    const { sessionId } = this;
    if (sessionId) await this.options.api.stopTrace({ sessionId });
  }

  /** Takes a report of the media server; those of other sessions are ignored. */
  report({ sessionId, atSeconds, kbps, addedLatencyMs, steps, fairness }: LinkStatistics): void {
    if (sessionId !== this.reportsOf) return;
    this.fairness = fairness;
    if (this.trace) this.setting = { kbps: settingKbps(kbps), addedLatencyMs };
    if (steps.length === 0) return;
    while (this.steps.length > 0 && this.steps[this.steps.length - 1].atSeconds >= steps[0].atSeconds) {
      this.steps.pop();
    }
    this.steps.push(
      ...steps.map((step) => ({
        atSeconds: step.atSeconds,
        kbps: settingKbps(step.kbps),
        addedLatencyMs: step.latencySeconds * 1000,
      })),
    );
    this.reportedSeconds = atSeconds;
  }

  /** As before the first start. */
  clear(): void {
    this.steps.length = 0;
    this.reportedSeconds = 0;
  }
}

function settingKbps(kbps: number): number | null {
  return kbps === UNLIMITED_KBPS ? null : kbps;
}
