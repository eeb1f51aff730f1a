import { tick } from 'svelte';
import { verdict } from '../../core/qoe/verdict';
import { modelVersion } from '../../shared/inference';
import type { LinkStatistics } from '../../shared/media-server';
import { policyOf } from '../../shared/policy';
import { presentationVideo, type LibraryEntry } from '../../shared/presentation';
import type { SavedSession, Settings } from '../../shared/stored';
import { messageOf, type ApiClient } from '../api';
import { modelOf } from '../player/agents';
import type { PlayerChoice } from '../player/choices';
import { LiveAgent } from '../player/live-agent';
import { loadDashjs } from '../player/player';
import type { ComparisonSeries } from '../record/player-record';
import { distinctNames } from '../record/results';
import { savedSession } from '../record/session-record';
import { Link, type LinkApi } from './link.svelte';
import { Panes, type Pane } from './panes.svelte';
import { Run, type RunPlayer } from './run';

/** The calls that a comparison makes. */
export type ComparisonApi = LinkApi & Pick<ApiClient, 'readModel' | 'infer'>;

export interface ComparisonOptions {
  readonly entry: LibraryEntry;
  readonly settings: Settings;
  readonly api: ComparisonApi;
  /** The trained agents there are, beside the fixed choices. */
  readonly agents?: () => readonly PlayerChoice[];
  /** Something failed that stops no player. */
  readonly fault?: (problem: string) => void;
}

/**
 * idle: nothing opened. starting: links open, every player loads its manifest and waits for the common start. failed:
 * no player can play (see `problem`); a player that fails alone says so in its pane's `problem` and the others go on.
 */
export type ComparisonState = 'idle' | 'starting' | 'playing' | 'paused' | 'ended' | 'failed';

const POLL_MS = 25;
/** Charts and panes are refreshed on every fourth poll: 10 Hz. */
const POLLS_PER_REFRESH = 4;

const noSeries: ComparisonSeries = { link: { steps: [], untilSeconds: 0 }, players: [] };

/**
 * Two to four players on one video. The common start is the moment at which all of them ask for their first chunk
 * (manifests are loaded before it); each plays as soon as its first chunk is in, and that is its start-up. Time is
 * wall time from there, and runs on while paused, as the links do. All fields but `series` are reactive.
 */
export class Comparison {
  state: ComparisonState = $state('idle');
  problem: string | null = $state(null);
  elapsedSeconds = $state(0);
  /** Spread of the players' first requests; null before all have left. */
  startSkewMs: number | null = $state(null);
  /** Counts up at most 10 times a second when `series` has grown: read it where charts are redrawn. */
  revision = $state(0);
  /** The winner and why; null before there is anything to compare. Final once `ended`. */
  verdict: string | null = $state(null);
  /** What the charts draw. Its arrays grow in place and are replaced at each start. */
  series: ComparisonSeries = noSeries;
  readonly panes: Panes;
  readonly link: Link;
  private run: Run | null = null;
  private timer: ReturnType<typeof setInterval> | null = null;
  private polls = 0;
  /** Counts starts and stops, so that a start that was overtaken gives up. */
  private attempt = 0;

  constructor(readonly options: ComparisonOptions) {
    const { entry, settings, api, agents = () => [] } = options;
    this.panes = new Panes(settings.algorithms, agents);
    this.link = new Link({ api, entryId: entry.id, mode: settings.links });
  }

  get running(): boolean {
    return this.state === 'starting' || this.state === 'playing' || this.state === 'paused';
  }

  /** Adds a player, by default one that is not there yet, up to four. A change of players while running restarts all. */
  add(choiceId?: string): void {
    if (this.panes.add(choiceId)) this.restartIfRunning();
  }

  /** Takes a player away, down to two. */
  remove(slot: number): void {
    if (this.panes.remove(slot)) this.restartIfRunning();
  }

  choose(slot: number, choiceId: string): void {
    this.panes.choose(slot, choiceId);
    this.restartIfRunning();
  }

  /** Opens new links and starts all players at once. Never rejects: see `problem`. */
  async start(): Promise<void> {
    const attempt = ++this.attempt;
    await this.release();
    this.clear();
    this.state = 'starting';
    await tick();
    try {
      const run = await this.prepare(() => attempt === this.attempt);
      if (run) await this.begin(run);
    } catch (error) {
      if (attempt !== this.attempt) return;
      await this.release();
      this.state = 'failed';
      this.problem = messageOf(error);
    }
  }

  pause(): void {
    if (this.state !== 'playing') return;
    this.run?.pause();
    this.state = 'paused';
  }

  resume(): void {
    if (this.state !== 'paused') return;
    this.run?.resume();
    this.state = 'playing';
  }

  /** Ends the session where it stands; its numbers, series and verdict stay. */
  async stop(): Promise<void> {
    this.attempt++;
    if (!this.running) return;
    this.finish(this.run?.started ? 'ended' : 'idle');
    await this.link.close();
  }

  /** Stops and releases everything; for `onDestroy`. */
  async dispose(): Promise<void> {
    this.attempt++;
    await this.release();
    this.state = 'idle';
  }

  /** Takes a report of the media server, the last ones after the end. */
  report(statistics: LinkStatistics): void {
    this.link.report(statistics);
    if (this.state === 'ended' && this.run) this.showSeries(this.run);
  }

  /** @throws Error when nothing was played yet. */
  toSavedSession(name: string): SavedSession {
    const { run } = this;
    if (!run?.started) throw new Error('nothing was played yet');
    const { entry, settings } = this.options;
    return savedSession({
      name,
      createdAt: run.startedAt,
      seconds: run.elapsedSeconds,
      entry,
      settings,
      steps: this.link.steps,
      players: run.records.map((record, slot) => ({ record, choice: run.options.players[slot].choice })),
      verdict: this.verdict,
    });
  }

  private restartIfRunning(): void {
    if (this.running) void this.start();
  }

  /** Links and players, waiting for the common start; null when another start or a stop came first. */
  private async prepare(wanted: () => boolean): Promise<Run | null> {
    const { entry, settings } = this.options;
    const dashjs = await loadDashjs();
    const manifestUrls = await this.link.open(this.panes.all.length, wanted);
    if (!manifestUrls) return null;
    const agents = await Promise.all(this.panes.all.map((pane) => this.agentOf(pane)));
    if (!wanted()) return null;
    const run = new Run(dashjs, {
      video: presentationVideo(entry.presentation),
      durationSeconds: entry.presentation.durationSeconds,
      settings,
      players: this.panes.all.map((pane, slot) => ({
        choice: pane.choice,
        element: mounted(pane, slot),
        manifestUrl: manifestUrls[slot],
        failed: (problem: string) => (pane.problem = problem),
        agent: agents[slot],
      })),
    });
    this.run = run;
    await run.ready();
    return wanted() ? run : null;
  }

  /** The network of a pane's agent, read anew at each start; null where no agent plays. */
  private async agentOf({ choice }: Pane): Promise<RunPlayer['agent']> {
    const { api, settings, fault = () => undefined } = this.options;
    const model = modelOf(choice.id, settings.agent);
    if (model === null) return null;
    const read = await api.readModel({ model });
    const version = modelVersion(read);
    const live = new LiveAgent((input) => api.infer({ model, version, input }), fault);
    return { policy: policyOf(read), live };
  }

  private async begin(run: Run): Promise<void> {
    await this.link.start();
    if (this.run !== run) return;
    run.start();
    this.state = 'playing';
    this.showSeries(run);
    this.timer = setInterval(() => this.poll(run), POLL_MS);
  }

  private poll(run: Run): void {
    run.poll();
    if (run.over) {
      this.finish(run.failed ? 'failed' : 'ended');
      void this.link.close();
    } else if (this.polls++ % POLLS_PER_REFRESH === 0) this.show(run);
  }

  private finish(state: 'ended' | 'failed' | 'idle'): void {
    this.stopPolling();
    this.run?.end();
    if (this.run?.started) this.show(this.run);
    this.state = state;
    if (state !== 'failed') return;
    const problems = this.panes.all.map(({ problem }) => problem);
    this.problem = problems.filter((problem, slot) => problems.indexOf(problem) === slot).join(' ');
  }

  /** As before the first start. */
  private clear(): void {
    for (const pane of this.panes.all) pane.clear();
    this.link.clear();
    this.problem = null;
    this.verdict = null;
    this.startSkewMs = null;
    this.elapsedSeconds = 0;
    this.series = noSeries;
    this.revision++;
  }

  /** Shows a run as it is now. */
  private show(run: Run): void {
    this.elapsedSeconds = run.elapsedSeconds;
    this.startSkewMs = run.startSkewMs;
    this.panes.all.forEach((pane, slot) => {
      pane.show(run.players[slot], run.records[slot], run.agents[slot], run.elapsedSeconds);
    });
    const names = distinctNames(this.panes.all.map(({ choice }) => choice.name));
    const contenders = this.panes.all.flatMap(({ summary, problem }, slot) =>
      summary && problem === null ? [{ name: names[slot], summary }] : [],
    );
    this.verdict = verdict(contenders);
    this.showSeries(run);
  }

  private showSeries(run: Run): void {
    const { steps, reportedSeconds } = this.link;
    const untilSeconds = Math.min(reportedSeconds, run.elapsedSeconds);
    this.series = { link: { steps, untilSeconds }, players: run.records };
    this.revision++;
  }

  private async release(): Promise<void> {
    this.stopPolling();
    this.run?.destroy();
    this.run = null;
    await this.link.close();
  }

  private stopPolling(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }
}

function mounted({ element }: Pane, slot: number): HTMLVideoElement {
  if (!element) throw new Error(`player ${slot + 1} has no video element to play on`);
  return element;
}
