import type { SessionSummary } from '../../core/qoe/summary';
import type { PlayerChoice } from '../player/choices';
import type { AgentDecision, LiveAgent } from '../player/live-agent';
import type { LivePlayer } from '../player/player';
import type { PlayerRecord, ShownDecision } from '../record/comparison-series';

/** One pane: what it plays and how that goes. All fields are reactive and change at most 10 times a second. */
export class ComparedPlayer {
  choice: PlayerChoice = $state.raw()!;
  /** Level of the picture being shown; null before the first. */
  level: number | null = $state(null);
  bufferSeconds = $state(0);
  stalled = $state(false);
  /** Length of the stall under way; 0 when none. */
  stalledForSeconds = $state(0);
  startupSeconds: number | null = $state(null);
  summary: SessionSummary | null = $state.raw(null);
  summaryLog: SessionSummary | null = $state.raw(null);
  decision: ShownDecision | null = $state.raw(null);
  /** The last decision in full, where an agent plays. */
  agent: AgentDecision | null = $state.raw(null);
  /** Of the last video chunk. */
  measuredKbps: number | null = $state(null);
  ended = $state(false);
  problem: string | null = $state(null);
  /** Where it plays; null while its pane is not mounted. */
  element: HTMLVideoElement | null = null;

  constructor(
    /** Stable key for `{#each}`; slots move when a player is removed. */
    readonly id: number,
    choice: PlayerChoice,
  ) {
    this.choice = choice;
  }

  /** As before the first start. */
  clear(): void {
    this.level = null;
    this.bufferSeconds = 0;
    this.stalled = false;
    this.stalledForSeconds = 0;
    this.startupSeconds = null;
    this.summary = null;
    this.summaryLog = null;
    this.decision = null;
    this.agent = null;
    this.measuredKbps = null;
    this.ended = false;
    this.problem = null;
  }

  /** Shows what the live player and its record say now. */
  show(live: LivePlayer, record: PlayerRecord, agent: LiveAgent | null, nowSeconds: number): void {
    const { stalledAtSeconds } = live.head;
    this.level = live.log.shownLevel() ?? this.level;
    this.bufferSeconds = live.log.bufferSeconds;
    this.stalled = stalledAtSeconds !== null;
    this.stalledForSeconds = stalledAtSeconds === null ? 0 : nowSeconds - stalledAtSeconds;
    this.startupSeconds = record.log.startupSeconds;
    this.summary = record.summary('lin');
    this.summaryLog = record.summary('log');
    this.decision = record.decision;
    this.agent = agent?.decision ?? null;
    this.measuredKbps = record.measured[record.measured.length - 1]?.kbps ?? null;
    this.ended = live.head.ended;
  }
}
