import { tick } from 'svelte';
import type { Trace } from '../../core/trace/bandwidth';
import { modelVersion } from '../../shared/inference';
import { policyOf } from '../../shared/policy';
import { presentationVideo } from '../../shared/presentation';
import { modelOf } from '../player/agents';
import { LiveAgent } from '../player/live-agent';
import type { SavedSession } from '../../shared/stored';
import type { ComparedPlayer } from './comparison-player.svelte';
import { Run, type RunPlayer } from './comparison-run';
import { ComparisonView } from './comparison-view.svelte';
import { savedSession } from '../record/session-record';

export type { ComparedPlayer };
export type { ComparisonApi, ComparisonOptions } from './comparison-links.svelte';
export type { ComparisonState } from './comparison-view.svelte';

const LOOK_MS = 25;
/** Charts and panes are refreshed on every fourth look: 10 Hz. */
const LOOKS_PER_REFRESH = 4;

/**
 * Two to four players on one video. The common start is the moment at which all of them ask for their first chunk
 * (manifests are loaded before it); each plays as soon as its first chunk is in, and that is its start-up. Time is
 * wall time from there, and runs on while paused, as the links do.
 */
export class Comparison extends ComparisonView {
  private run: Run | null = null;
  private timer: ReturnType<typeof setInterval> | null = null;
  private looks = 0;
  /** Counts starts and stops, so that a start that was overtaken gives up. */
  private attempt = 0;

  /** Gives a slot its element; returns the detach function. Works as `{@attach (el) => comparison.attach(slot, el)}`. */
  attach(slot: number, element: HTMLVideoElement): () => void {
    return this.panes.attach(slot, element);
  }

  /** Adds a player, by default one that is not there yet, up to four. A change of players while running restarts all. */
  add(choiceId?: string): void {
    if (this.panes.add(choiceId)) this.changed();
  }

  /** Takes a player away, down to two. */
  remove(slot: number): void {
    if (this.panes.remove(slot)) this.changed();
  }

  choose(slot: number, choiceId: string): void {
    this.panes.choose(slot, choiceId);
    this.changed();
  }

  /** Opens fresh links and starts all players at once. Never rejects: see `problem`. */
  async start(): Promise<void> {
    const attempt = ++this.attempt;
    await this.letGo();
    this.clear();
    this.state = 'starting';
    await tick();
    try {
      const run = await this.prepare(() => attempt === this.attempt);
      if (run) await this.begin(run);
    } catch (error) {
      if (attempt !== this.attempt) return;
      await this.letGo();
      this.state = 'failed';
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }

  pause(): void {
    if (this.state !== 'playing') return;
    for (const player of this.run?.players ?? []) player.pause();
    this.state = 'paused';
  }

  resume(): void {
    if (this.state !== 'paused') return;
    for (const player of this.run?.players ?? []) player.resume();
    this.state = 'playing';
  }

  async restart(): Promise<void> {
    await this.start();
  }

  /** Ends the session where it stands; its numbers, series and verdict stay. */
  async stop(): Promise<void> {
    this.attempt++;
    if (!this.running) return;
    this.finish(this.run?.begun ? 'ended' : 'idle');
    await this.links.close();
  }

  /** Stops and lets go of everything; for `onDestroy`. */
  async dispose(): Promise<void> {
    this.attempt++;
    await this.letGo();
    this.state = 'idle';
  }

  async setBandwidth(kbps: number | null, addedLatencyMs: number): Promise<void> {
    await this.links.setBandwidth(kbps, addedLatencyMs);
  }

  /** Plays a trace from now, or from the next start on when nothing runs. */
  async playTrace(trace: Trace, loop: boolean): Promise<void> {
    await this.links.playTrace(trace, loop);
  }

  async stopTrace(): Promise<void> {
    await this.links.stopTrace();
  }

  /** @throws Error when nothing was played yet. */
  toSavedSession(name: string): SavedSession {
    const { run, moves } = this;
    if (!run?.begun) throw new Error('nothing was played yet');
    const players = run.records.map((record, slot) => ({ record, choice: run.options.players[slot].choice }));
    const { entry, settings } = this.options;
    const played = { entry, settings, moves, players, seconds: run.elapsedSeconds };
    return savedSession({ name, createdAt: run.begunAt, ...played, verdict: this.verdict });
  }

  private changed(): void {
    if (this.running) void this.start();
  }

  /** Links and players, waiting for the common start; null when another start or a stop came first. */
  private async prepare(wanted: () => boolean): Promise<Run | null> {
    const { entry, settings } = this.options;
    const dashjs = await import('dashjs');
    const manifestUrls = await this.links.open(this.players.length, wanted);
    if (!manifestUrls) return null;
    const agents = await Promise.all(this.players.map((player) => this.agentOf(player)));
    if (!wanted()) return null;
    const run = new Run(dashjs, {
      video: presentationVideo(entry.presentation),
      durationSeconds: entry.presentation.durationSeconds,
      settings,
      players: this.players.map((player, slot) => ({
        choice: player.choice,
        element: mounted(player, slot),
        manifestUrl: manifestUrls[slot],
        failed: (problem: string) => (player.problem = problem),
        agent: agents[slot],
      })),
    });
    this.run = run;
    await run.ready();
    return wanted() ? run : null;
  }

  /** The network of a pane's agent, read anew at each start; null where no agent plays. */
  private async agentOf({ choice }: ComparedPlayer): Promise<RunPlayer['agent']> {
    const { api, settings, fault = () => undefined } = this.options;
    const model = modelOf(choice.id, settings.agent);
    if (model === null) return null;
    const read = await api.readModel({ model });
    const version = modelVersion(read);
    const live = new LiveAgent((input) => api.infer({ model, version, input }), fault);
    return { policy: policyOf(read), live };
  }

  private async begin(run: Run): Promise<void> {
    await this.links.start();
    if (this.run !== run) return;
    run.begin();
    this.links.recordBy(() => run.elapsedSeconds);
    this.series = { setBandwidth: [], players: run.records };
    this.state = 'playing';
    this.timer = setInterval(() => this.look(run), LOOK_MS);
  }

  private look(run: Run): void {
    run.look();
    if (run.over) {
      this.finish(run.players.every(({ failure }) => failure !== null) ? 'failed' : 'ended');
      void this.links.close();
    } else if (this.looks++ % LOOKS_PER_REFRESH === 0) this.refresh(run);
  }

  private finish(state: 'ended' | 'failed' | 'idle'): void {
    this.stopLooking();
    this.run?.end();
    if (this.run?.begun) this.refresh(this.run);
    this.state = state;
    if (state !== 'failed') return;
    const problems = this.players.map(({ problem }) => problem);
    this.problem = problems.filter((problem, slot) => problems.indexOf(problem) === slot).join(' ');
  }

  private async letGo(): Promise<void> {
    this.stopLooking();
    this.run?.destroy();
    this.run = null;
    await this.links.close();
  }

  private stopLooking(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }
}

function mounted({ element }: ComparedPlayer, slot: number): HTMLVideoElement {
  if (!element) throw new Error(`player ${slot + 1} has no video element to play on`);
  return element;
}
