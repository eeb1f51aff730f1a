import { createAlgorithm } from '../../core/abr/registry';
import { makeQoe } from '../../core/qoe/qoe';
import type { Policy } from '../../core/agent/policy';
import type { Video } from '../../core/model/video';
import type { Settings } from '../../shared/stored';
import type { PlayerChoice } from '../player/choices';
import type { LiveAgent } from '../player/live-agent';
import { passesOf } from '../player/loop-manifest';
import { LivePlayer } from '../player/player';
import { PlayerRecord } from '../record/player-record';

export interface RunPlayer {
  readonly choice: PlayerChoice;
  readonly element: HTMLVideoElement;
  readonly manifestUrl: string;
  readonly failed: (problem: string) => void;
  /** Where an agent plays: its network, and what shows its decisions. */
  readonly agent: { readonly policy: Policy; readonly live: LiveAgent } | null;
}

export interface RunOptions {
  readonly video: Video;
  readonly durationSeconds: number;
  readonly settings: Settings;
  readonly players: readonly RunPlayer[];
}

/** How often the buffer is recorded for the chart. */
const BUFFER_EVERY_SECONDS = 0.2;

/** The live players of a comparison from their common start to the end, and their records. */
export class Run {
  readonly players: readonly LivePlayer[];
  readonly records: readonly PlayerRecord[];
  readonly agents: readonly (LiveAgent | null)[];
  /** ISO time of the common start. */
  startedAt = '';
  private startedAtMs: number | null = null;
  private endedAtSeconds: number | null = null;
  private openGate: () => void = () => {};
  private bufferedAtSeconds = 0;

  constructor(
    dashjs: typeof import('dashjs'),
    readonly options: RunOptions,
  ) {
    const { video, players, settings } = options;
    const { bufferCapSeconds, sameConditions } = settings;
    const { ladderKbps } = video;
    const measures = { lin: makeQoe('lin', ladderKbps), log: makeQoe('log', ladderKbps) };
    const passes = passesOf(options.durationSeconds, settings.loop);
    const gate = new Promise<void>((resolve) => (this.openGate = resolve));
    const clock = (): number => this.elapsedSeconds;
    this.records = players.map(() => new PlayerRecord(ladderKbps, measures));
    this.agents = players.map(({ agent }) => agent?.live ?? null);
    this.players = players.map(({ choice, element, manifestUrl, failed, agent }, slot) => {
      const algorithm =
        choice.rules === 'dashjs'
          ? null
          : createAlgorithm(choice.id, {
              video: { ...video, chunkCount: video.chunkCount * passes },
              bufferCapSeconds,
              qoe: measures[settings.qoe],
              ...(agent && { policy: () => agent.policy, onDecision: agent.live.observe }),
            });
      return new LivePlayer(dashjs, {
        element,
        choice,
        algorithm,
        manifestUrl,
        video,
        passes,
        bufferCapSeconds,
        sameConditions,
        clock,
        gate,
        emit: this.records[slot].add,
        failed,
      });
    });
  }

  /** Wall time since the common start; 0 before it, constant after the end. */
  get elapsedSeconds(): number {
    if (this.endedAtSeconds !== null) return this.endedAtSeconds;
    return this.startedAtMs === null ? 0 : (performance.now() - this.startedAtMs) / 1000;
  }

  get started(): boolean {
    return this.startedAtMs !== null;
  }

  /** Every player has ended or failed. */
  get over(): boolean {
    return this.players.every(({ head, failure }) => head.ended || failure !== null);
  }

  /** No player can play. */
  get failed(): boolean {
    return this.players.every(({ failure }) => failure !== null);
  }

  /** Resolves when every player has its manifest and waits for the common start. */
  async ready(): Promise<void> {
    await Promise.all(this.players.map((player) => player.ready));
  }

  /** The common start: every player asks for its first chunk now. */
  start(): void {
    this.startedAtMs = performance.now();
    this.startedAt = new Date().toISOString();
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

  /** Observes every play head. */
  poll(): void {
    if (this.endedAtSeconds !== null) return;
    for (const player of this.players) player.poll();
    const t = this.elapsedSeconds;
    if (t - this.bufferedAtSeconds < BUFFER_EVERY_SECONDS) return;
    this.bufferedAtSeconds = t;
    this.players.forEach(({ log, failure, head }, slot) => {
      if (failure === null && !head.ended) this.records[slot].buffer.push({ t, s: log.bufferSeconds });
    });
  }

  pause(): void {
    for (const player of this.players) player.pause();
  }

  resume(): void {
    for (const player of this.players) player.resume();
  }

  /** Ends the session where it stands; the last pictures stay. */
  end(): void {
    if (this.endedAtSeconds !== null) return;
    const t = this.elapsedSeconds;
    if (this.started) for (const { head } of this.players) head.end(t);
    this.endedAtSeconds = t;
    for (const player of this.players) player.freeze();
  }

  destroy(): void {
    this.end();
    for (const player of this.players) player.destroy();
  }
}
