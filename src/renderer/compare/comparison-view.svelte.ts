import type { Trace } from '../../core/trace/bandwidth';
import { verdict, type Contender } from '../../core/qoe/verdict';
import type { Settings } from '../../shared/stored';
import type { LinkMove } from '../record/comparison-link';
import { ComparisonLinks, type ComparisonOptions } from './comparison-links.svelte';
import { ComparisonPanes } from './comparison-panes.svelte';
import type { ComparedPlayer } from './comparison-player.svelte';
import type { Run } from './comparison-run';
import type { ComparisonSeries } from '../record/comparison-series';

/**
 * idle: nothing opened. starting: links open, every player loads its manifest and waits for the common start. failed:
 * no player can play (see `problem`); a player that fails alone says so in its own `problem` and the others go on.
 */
export type ComparisonState = 'idle' | 'starting' | 'playing' | 'paused' | 'ended' | 'failed';

/** What a comparison shows. All fields but `series` are reactive. */
export class ComparisonView {
  state: ComparisonState = $state('idle');
  problem: string | null = $state(null);
  elapsedSeconds = $state(0);
  /** Spread of the players' first requests; null before all have left. */
  startSkewMs: number | null = $state(null);
  /** Counts up at most 10 times a second when `series` has grown: read it where charts are redrawn. */
  revision = $state(0);
  /** The winner and why; null before there is anything to compare. Final once `ended`. */
  verdict: string | null = $state(null);
  /** Plain arrays, replaced at each start. */
  series: ComparisonSeries = { setBandwidth: [], players: [] };

  protected readonly links: ComparisonLinks;
  protected readonly panes: ComparisonPanes;

  constructor(readonly options: ComparisonOptions) {
    this.links = new ComparisonLinks(options);
    this.panes = new ComparisonPanes(options.settings.algorithms, options.agents ?? (() => []));
  }

  /** Of the settings this comparison was made with. */
  get linkMode(): Settings['links'] {
    return this.options.settings.links;
  }

  get running(): boolean {
    return this.state === 'starting' || this.state === 'playing' || this.state === 'paused';
  }

  get players(): readonly ComparedPlayer[] {
    return this.panes.players;
  }

  /** Slot that is heard, the others are muted; null: none. */
  get audible(): number | null {
    return this.panes.audible;
  }

  set audible(slot: number | null) {
    this.panes.audible = slot;
  }

  /** What the links are set to (null: unlimited), by hand or by the trace. */
  get kbps(): number | null {
    return this.links.kbps;
  }

  get addedLatencyMs(): number {
    return this.links.addedLatencyMs;
  }

  /** The trace that plays instead of the slider. */
  get trace(): Trace | null {
    return this.links.trace;
  }

  /** Whether that trace begins again at its end. */
  get traceLoops(): boolean {
    return this.links.loop;
  }

  /** Every change of the set bandwidth since the start, for saving as a trace. */
  get moves(): readonly LinkMove[] {
    return this.links.record.moves;
  }

  /** As before the first start. */
  protected clear(): void {
    for (const player of this.players) player.clear();
    this.problem = null;
    this.verdict = null;
    this.startSkewMs = null;
    this.elapsedSeconds = 0;
    this.series = { setBandwidth: [], players: [] };
    this.revision++;
  }

  /** Shows what a run says now. */
  protected refresh(run: Run): void {
    this.links.advance();
    this.elapsedSeconds = run.elapsedSeconds;
    this.startSkewMs = run.startSkewMs;
    this.players.forEach((player, slot) => {
      player.show(run.players[slot], run.records[slot], run.agents[slot], run.elapsedSeconds);
    });
    this.series = {
      setBandwidth: this.moves.map(({ atSeconds, kbps }) => ({ t: atSeconds, kbps })),
      players: run.records,
    };
    this.verdict = verdict(this.contenders());
    this.revision++;
  }

  private contenders(): Contender[] {
    const names = this.panes.names();
    return this.players.flatMap(({ summary, problem }, slot) =>
      summary && problem === null ? [{ name: names[slot], summary }] : [],
    );
  }
}
