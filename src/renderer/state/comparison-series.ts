/** A time in seconds since the common start, for all series. */
export interface RatePoint {
  readonly t: number;
  readonly kbps: number;
}

/** What the charts draw of one player. Arrays grow in place; Comparison.revision tells when. */
export interface PlayerSeries {
  /** Throughput of each video chunk, at its last byte. */
  readonly measured: readonly RatePoint[];
  /** Nominal bitrate of each chunk chosen, at its request; draw stepped. */
  readonly bitrate: readonly RatePoint[];
  readonly buffer: readonly { readonly t: number; readonly s: number }[];
  /** Sum of QoE over chunks so far (chunk 0 left out), under both measures. */
  readonly qoe: readonly { readonly t: number; readonly lin: number; readonly log: number }[];
  /** `to` null: still standing. */
  readonly stalls: readonly { readonly from: number; readonly to: number | null }[];
}

export interface ComparisonSeries {
  /** Every change of the set bandwidth; kbps null: unlimited. Draw stepped, up to elapsedSeconds. */
  readonly setBandwidth: readonly { readonly t: number; readonly kbps: number | null }[];
  /** By slot. */
  readonly players: readonly PlayerSeries[];
}
