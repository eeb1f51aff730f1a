import { seesFuture } from '../../core/benchmark/answer';
import { seriesOf } from '../../core/figures/timeline-series';
import { timelineFigure } from '../../core/figures/timeline';
import type { ReplayedSession } from '../../shared/replay';
import { api, messageOf } from '../api';

export interface ReplayOptions {
  readonly id: string;
  readonly cell: number;
  /** Place in the trace set. */
  readonly trace: number;
  readonly name: string;
  /** Of the manifest. */
  readonly algorithms: readonly { readonly id: string; readonly name: string }[];
  /** Places of the first and the second algorithm. */
  readonly places: readonly [number, number];
}

/** What an algorithm decided for a chunk, in words beside the timeline. */
export interface ShownDecision {
  readonly place: number;
  readonly name: string;
  readonly atSeconds: number;
  readonly kbps: number;
  readonly bufferSeconds: number;
  readonly measuredKbps: number | null;
  readonly reason: string;
}

/** One trace of a benchmark played again by two algorithms. */
export class BenchmarkReplay {
  readonly options: ReplayOptions;
  places: readonly [number, number] = $state.raw([0, 0]);
  problem: string | null = $state(null);
  /** The chunk whose decisions are told. */
  chunk = $state(0);
  /** What was played, with the algorithm's place. */
  private sessions: readonly (ReplayedSession & { readonly place: number })[] = $state.raw([]);

  constructor(options: ReplayOptions) {
    this.options = options;
    this.places = options.places;
  }

  readonly loaded = $derived.by(() => this.sessions.length > 0);
  /** The trace, once it is read. */
  readonly trace = $derived.by(() => (this.loaded ? this.sessions[0].trace : null));
  /** What is drawn: each algorithm with its QoE. */
  readonly shown = $derived.by(() => this.sessions.map(({ qoe }, i) => ({ name: this.named[i].name, qoe })));
  private readonly named = $derived.by(() =>
    this.sessions.map(({ place }) => ({ ...this.options.algorithms[place], place })),
  );
  private readonly series = $derived.by(() =>
    this.sessions.map(({ events, chunkSeconds }) => seriesOf(events, chunkSeconds)),
  );
  readonly chunks = $derived.by(() => Math.max(0, ...this.series.map(({ decisions }) => decisions.length)));
  readonly decisions = $derived.by((): ShownDecision[] =>
    this.series.flatMap(({ decisions }, i) => {
      const found = decisions.find(({ chunkIndex }) => chunkIndex === this.chunk);
      if (!found) return [];
      const { seconds, level, bufferSeconds, kbps, reason } = found;
      const shown = { atSeconds: seconds, kbps: this.sessions[i].ladderKbps[level], bufferSeconds, reason };
      return [{ ...shown, place: this.named[i].place, name: this.named[i].name, measuredKbps: kbps }];
    }),
  );
  /** Why the two cannot play live, in a sentence; null when they can. */
  readonly notLive = $derived.by(() => {
    const seer = this.named.find(({ id }) => seesFuture(id));
    if (seer) return `${seer.name} sees the whole trace before it plays, so it cannot play live.`;
    return this.named.length < 2 ? 'Choose a second algorithm to play the two live.' : null;
  });
  readonly liveIds = $derived.by(() => this.named.map(({ id }) => id));

  /** Each algorithm once. */
  private get distinct(): number[] {
    const [first, second] = this.places;
    return first === second ? [first] : [first, second];
  }

  async choose(which: 0 | 1, place: number): Promise<void> {
    this.places = which === 0 ? [place, this.places[1]] : [this.places[0], place];
    await this.load();
  }

  async load(): Promise<void> {
    const { id, cell, trace } = this.options;
    const { places } = this;
    try {
      const sessions = await Promise.all(
        this.distinct.map(async (algorithm) => ({
          ...(await api.replaySession({ id, cell, trace, algorithm })),
          place: algorithm,
        })),
      );
      if (places !== this.places) return; // others were chosen meanwhile
      this.sessions = sessions;
      this.problem = null;
    } catch (error) {
      this.problem = `The session could not be played again: ${messageOf(error)}`;
    }
  }

  draw(width: number): string {
    const [{ trace, ladderKbps, chunkSeconds }] = this.sessions;
    const sessions = this.sessions.map(({ events, capacity }, i) => ({ ...this.named[i], events, capacity }));
    return timelineFigure({ sessions, trace: trace.name, ladderKbps, chunkSeconds, width });
  }
}
