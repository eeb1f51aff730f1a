import type { Trace } from '../../core/trace/bandwidth';
import type { SessionSummary } from '../../core/qoe/summary';
import type { Api } from '../../shared/api';
import type { LibraryEntry } from '../../shared/presentation';
import type { SavedSession, Settings } from '../../shared/stored';
import { findChoice, type PlayerChoice } from '../player/choices';
import type { ComparisonSeries } from './comparison-series';

type Call<Name extends keyof Api> = (
  request: Parameters<Api[Name]>[0],
) => Promise<Awaited<ReturnType<Api[Name]>>>;

/** The calls a comparison makes. */
export type ComparisonApi = {
  readonly [
    Name in 'openLinks' | 'startClock' | 'setBandwidth' | 'playTrace' | 'stopTrace' | 'closeLinks'
  ]: Call<Name>;
};

export interface ComparisonOptions {
  readonly entry: LibraryEntry;
  readonly settings: Settings;
  readonly api: ComparisonApi;
}

/**
 * idle: nothing opened. starting: links open, every player fills its first chunk. failed: no player can play
 * (see `problem`); a player that fails alone says so in its own `problem` and the others go on.
 */
export type ComparisonState = 'idle' | 'starting' | 'playing' | 'paused' | 'ended' | 'failed';

/** The decision that a player's next or last requested chunk follows. */
export interface ShownDecision {
  readonly chunkIndex: number;
  readonly level: number;
  readonly reason: string;
}

/** One pane: what it plays and how that goes. All fields are reactive and change at most 10 times a second. */
export class ComparedPlayer {
  /** Stable key for `{#each}`; slots move when a player is removed. */
  readonly id: number;
  choice: PlayerChoice = $state.raw(findChoice('if-then'));
  /** Level of the frame being shown; null before the first. */
  level: number | null = $state(null);
  bufferSeconds = $state(0);
  stalled = $state(false);
  /** Length of the stall under way; 0 when none. */
  stalledForSeconds = $state(0);
  startupSeconds: number | null = $state(null);
  summary: SessionSummary | null = $state.raw(null);
  summaryLog: SessionSummary | null = $state.raw(null);
  decision: ShownDecision | null = $state.raw(null);
  /** Of the last video chunk. */
  measuredKbps: number | null = $state(null);
  ended = $state(false);
  problem: string | null = $state(null);

  constructor(id: number, choiceId: string) {
    this.id = id;
    this.choice = findChoice(choiceId);
  }
}

/** Two to four players on one video, started, paused and restarted together. */
export class Comparison {
  players: readonly ComparedPlayer[] = $state.raw([]);
  state: ComparisonState = $state('idle');
  problem: string | null = $state(null);
  /** Wall time since the common start; runs on while paused (so do the links). */
  elapsedSeconds = $state(0);
  /** Spread of the players' first moving frames; null before all have started. */
  startSkewMs: number | null = $state(null);
  /** Counts up at most 10 times a second when `series` has grown: read it where charts are redrawn. */
  revision = $state(0);
  /** Slot that is heard; null: none. */
  audible: number | null = $state(0);
  /** What the link is set to (null: unlimited), by hand or by the trace. */
  kbps: number | null = $state(null);
  addedLatencyMs = $state(0);
  /** The trace that plays instead of the slider. */
  trace: Trace | null = $state.raw(null);
  /** The winner and why; null before there is anything to compare. Final once `ended`. */
  verdict: string | null = $state(null);
  /** Plain arrays, replaced at each start. */
  series: ComparisonSeries = { setBandwidth: [], players: [] };

  constructor(readonly options: ComparisonOptions) {
    this.players = options.settings.algorithms.map((id, i) => new ComparedPlayer(i, id));
  }

  /** Of the settings this comparison was made with. */
  get linkMode(): 'separate' | 'shared' {
    return this.options.settings.links;
  }

  /** Gives a slot its element; returns the detach function. Works as `{@attach (el) => comparison.attach(slot, el)}`. */
  attach(_slot: number, _video: HTMLVideoElement): () => void {
    return () => {};
  }

  /** A fifth is refused, as are fewer than two. Changes of the players while running restart all of them. */
  add(_choiceId?: string): void {}
  remove(_slot: number): void {}
  choose(_slot: number, _choiceId: string): void {}

  /** Opens fresh links, fills every player's first chunk, then starts all at once. Never rejects: see `problem`. */
  async start(): Promise<void> {}
  pause(): void {}
  resume(): void {}
  async restart(): Promise<void> {}
  /** Ends the session where it stands; its numbers, series and verdict stay. */
  async stop(): Promise<void> {}
  /** Stops and lets go of everything; for `onDestroy`. */
  async dispose(): Promise<void> {}

  async setBandwidth(_kbps: number | null, _addedLatencyMs: number): Promise<void> {}
  async playTrace(_trace: Trace, _loop: boolean): Promise<void> {}
  async stopTrace(): Promise<void> {}

  /** Every change of the set bandwidth since the start, for saving as a trace (traceOfSteps). */
  get moves(): SavedSession['bandwidth'] {
    return [];
  }

  toSavedSession(_name: string): SavedSession {
    throw new Error('nothing has played yet');
  }
}
