import { PAYLOAD_SHARE, ROUND_TRIP_SECONDS } from '../simulator/pensieve';
import { TraceBandwidth } from '../trace/bandwidth';
import type { SessionContext } from './algorithm-entry';

/** The network to come under Pensieve's player, for plans that know it: the trace stands still during the round trip. */
export class ForeseenLink {
  readonly startSeconds: number;
  readonly video;
  private readonly bandwidth: TraceBandwidth;

  /** @throws Error when the session has no known future. */
  constructor({ future }: SessionContext, id: string) {
    if (future === undefined) throw new Error(`${id} needs the whole trace: it cannot play live`);
    this.bandwidth = new TraceBandwidth(future.trace);
    this.startSeconds = this.bandwidth.startSeconds;
    this.video = future.video;
  }

  /** From request to last byte, when asked for at `linkSeconds` of the trace. */
  downloadSeconds(linkSeconds: number, kilobits: number): number {
    const sent = this.bandwidth.kilobitsBy(linkSeconds);
    return this.bandwidth.secondsWhen(sent + kilobits / PAYLOAD_SHARE) - linkSeconds + ROUND_TRIP_SECONDS;
  }

  /** How far the trace moves on while the session does so by `seconds` with `downloads` in it. */
  linkSeconds(seconds: number, downloads: number): number {
    return seconds - downloads * ROUND_TRIP_SECONDS;
  }
}
