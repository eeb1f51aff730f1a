import type { BenchmarkPlan } from './plan';

/** A trace that a benchmark plays. */
export interface ManifestTrace {
  readonly name: string;
  /** Of its numbers, whatever file they stood in. */
  readonly sha256: string;
  readonly seconds: number;
  readonly meanKbps: number;
}

/** A file that could not be read, or a trace that could not be played, and why. */
export interface SkippedTrace {
  readonly traceSet: string;
  readonly name: string;
  readonly problem: string;
}

/**
 * All that is needed to run a benchmark again to the same figures: the plan, what made it, and the hashes of what it
 * played. Stored as manifest.json, and inside the report.
 */
export interface BenchmarkManifest {
  readonly version: 1;
  readonly plan: BenchmarkPlan;
  readonly application: string;
  /** Commit of the source, where it is known. */
  readonly commit: string | null;
  /** ISO time. */
  readonly createdAt: string;
  readonly machine: {
    readonly platform: string;
    readonly processor: string;
    readonly cores: number;
    readonly node: string;
  };
  readonly videos: readonly {
    readonly name: string;
    /** Of ladder, chunk duration and every size. */
    readonly sha256: string;
    readonly ladderKbps: readonly number[];
    readonly chunkSeconds: number;
    readonly chunkCount: number;
  }[];
  readonly traceSets: readonly {
    readonly name: string;
    /** Of its traces' hashes, in their order. */
    readonly sha256: string;
    readonly traces: readonly ManifestTrace[];
  }[];
  readonly algorithms: readonly {
    readonly id: string;
    /** As tables and figures show it. */
    readonly name: string;
    /** Of an agent: the SHA-256 of its weights. */
    readonly model: { readonly name: string; readonly sha256: string } | null;
  }[];
  /** As tables show them: the id, or the weights of a measure of the user's own. */
  readonly qoe: readonly string[];
  readonly players: readonly string[];
  /** Files that could not be read. */
  readonly skipped: readonly SkippedTrace[];
}
