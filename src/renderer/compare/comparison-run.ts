import { createAlgorithm } from '../../core/abr/registry';
import { makeQoe } from '../../core/qoe/qoe';
import type { Video } from '../../core/model/video';
import type { Settings } from '../../shared/stored';
import type { PlayerChoice } from '../player/choices';
import type { Policy } from '../../core/agent/policy';
import type { LiveAgent } from '../player/live-agent';
import { passesOf } from '../player/loop-manifest';
import { LivePlayer } from '../player/player';
import { PlayerRecord } from '../record/comparison-series';

export interface RunPlayer {
  readonly choice: PlayerChoice;
  readonly element: HTMLVideoElement;
  readonly manifestUrl: string;
  readonly failed: (problem: string) => void;
  /** Where an agent plays: its network, and who looks on. */
  readonly agent: { readonly policy: Policy; readonly live: LiveAgent } | null;
}

export interface RunOptions {
  readonly video: Video;
  readonly durationSeconds: number;
  readonly settings: Settings;
  readonly players: readonly RunPlayer[];
}

/** How often the buffer is written down for the chart. */
const BUFFER_EVERY_SECONDS = 0.2;

/** One run of all players from the common start to the end. */
export class Run {
  readonly players: readonly LivePlayer[];
  readonly records: readonly PlayerRecord[];
  readonly agents: readonly (LiveAgent | null)[];
  /** ISO time of the common start. */
  begunAt = '';
  private startedAtMs: number | null = null;
  private endedAtSeconds: number | null = null;
  private openGate: () => void = () => {};
  private bufferedAtSeconds = 0;

  constructor(
    dashjs: typeof import('dashjs'),
    readonly options: RunOptions,
  ) {
    const { video, players, settings } = options;
    const { ladderKbps } = video;
    const measures = { lin: makeQoe('lin', ladderKbps), log: makeQoe('log', ladderKbps) };
    const gate = new Promise<void>((resolve) => (this.openGate = resolve));
    const passes = passesOf(options.durationSeconds, settings.loop);
    const context = {
      video: { ...video, chunkCount: video.chunkCount * passes },
      bufferCapSeconds: settings.bufferCapSeconds,
      qoe: measures[settings.qoe],
    };
    this.records = players.map(() => new PlayerRecord(ladderKbps, measures));
    this.agents = players.map(({ agent }) => agent?.live ?? null);
    this.players = players.map((player, slot) => {
      const { choice, agent } = player;
      const own = agent && { policy: () => agent.policy, look: agent.live.look };
      const algorithm =
        choice.rules === 'neuralstream' ? createAlgorithm(choice.id, { ...context, ...own }) : null;
      const { bufferCapSeconds, sameConditions } = settings;
      const clock = (): number => this.elapsedSeconds;
      const emit = this.records[slot].add;
      const shared = { video, passes, bufferCapSeconds, sameConditions, clock, gate };
      return new LivePlayer(dashjs, { ...player, ...shared, algorithm, emit });
    });
  }

  /** Wall time since the common start; 0 before it, standing after the end. */
  get elapsedSeconds(): number {
    if (this.endedAtSeconds !== null) return this.endedAtSeconds;
    return this.startedAtMs === null ? 0 : (performance.now() - this.startedAtMs) / 1000;
  }

  get begun(): boolean {
    return this.startedAtMs !== null;
  }

  /** Every player has ended or failed. */
  get over(): boolean {
    return this.players.every(({ head, failure }) => head.ended || failure !== null);
  }

  /** Resolves when every player has its manifest and waits for the common start. */
  async ready(): Promise<void> {
    await Promise.all(this.players.map((player) => player.ready));
  }

  /** The common start: every player asks for its first chunk now. */
  begin(): void {
    this.startedAtMs = performance.now();
    this.begunAt = new Date().toISOString();
    this.openGate();
  }

  /** Spread of the players' first requests in ms; null before all have left. */
  get startSkewMs(): number | null {
    const firsts: number[] = [];
    for (const { firstRequestAtSeconds, failure } of this.players) {
      if (firstRequestAtSeconds !== null) firsts.push(firstRequestAtSeconds);
      else if (failure === null) return null;
    }
    return firsts.length === 0 ? null : (Math.max(...firsts) - Math.min(...firsts)) * 1000;
  }

  /** Looks at every play head. */
  look(): void {
    if (this.endedAtSeconds !== null) return;
    for (const player of this.players) player.look();
    const t = this.elapsedSeconds;
    if (t - this.bufferedAtSeconds < BUFFER_EVERY_SECONDS) return;
    this.bufferedAtSeconds = t;
    this.players.forEach(({ log, failure, head }, slot) => {
      if (failure === null && !head.ended) this.records[slot].buffer.push({ t, s: log.bufferSeconds });
    });
  }

  /** Ends the session where it stands; the last pictures stay. */
  end(): void {
    if (this.endedAtSeconds !== null) return;
    const t = this.elapsedSeconds;
    if (this.begun) for (const { head } of this.players) head.end(t);
    this.endedAtSeconds = t;
    for (const player of this.players) player.freeze();
  }

  destroy(): void {
    this.end();
    for (const player of this.players) player.destroy();
  }
}
