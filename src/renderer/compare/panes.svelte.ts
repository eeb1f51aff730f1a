import type { SessionSummary } from '../../core/qoe/summary';
import { MAX_PLAYERS } from '../../shared/media-server';
import { findChoice, playerChoices, type PlayerChoice } from '../player/choices';
import type { AgentDecision, LiveAgent } from '../player/live-agent';
import type { LivePlayer } from '../player/player';
import type { PlayerRecord, ShownDecision } from '../record/player-record';

const MIN_PLAYERS = 2;

/** What one pane shows: its player's choice and how that goes. Fields change at most 10 times a second. */
export class Pane {
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
  /** Where it plays; null while the pane is not mounted. */
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

  /** Shows the live player and its record as they are now. */
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

/** The panes of a comparison, by slot, and which of them is heard. */
export class Panes {
  all: readonly Pane[] = $state.raw([]);
  private heard: number | null = $state(0);
  private nextId = 0;

  constructor(
    choiceIds: readonly string[],
    private readonly agents: () => readonly PlayerChoice[],
  ) {
    this.all = choiceIds.slice(0, MAX_PLAYERS).map((id) => this.newPane(id));
  }

  get full(): boolean {
    return this.all.length >= MAX_PLAYERS;
  }

  get fewest(): boolean {
    return this.all.length <= MIN_PLAYERS;
  }

  /** Slot that is heard, the others are muted; null: none. */
  get audible(): number | null {
    return this.heard;
  }

  set audible(slot: number | null) {
    this.heard = slot;
    this.all.forEach(({ element }, at) => {
      if (element) element.muted = at !== slot;
    });
  }

  /** Gives a slot its element; returns the detach function. Works as `{@attach (el) => panes.attach(slot, el)}`. */
  attach(slot: number, element: HTMLVideoElement): () => void {
    const pane = this.all[slot];
    pane.element = element;
    element.muted = slot !== this.heard;
    return () => {
      if (pane.element === element) pane.element = null;
    };
  }

  /** Adds a pane, by default with a choice that is not there yet. Returns whether there was room. */
  add(choiceId?: string): boolean {
    if (this.full) return false;
    const unused = playerChoices.find(({ id }) => this.all.every(({ choice }) => choice.id !== id));
    this.all = [...this.all, this.newPane(choiceId ?? unused?.id ?? playerChoices[0].id)];
    return true;
  }

  /** Returns whether one could be spared. */
  remove(slot: number): boolean {
    if (this.fewest) return false;
    this.all = this.all.filter((_, at) => at !== slot);
    if (this.heard !== null)
      this.audible = this.heard > slot ? this.heard - 1 : Math.min(this.heard, this.all.length - 1);
    return true;
  }

  choose(slot: number, choiceId: string): void {
    this.all[slot].choice = findChoice(choiceId, this.agents());
  }

  private newPane(choiceId: string): Pane {
    return new Pane(this.nextId++, findChoice(choiceId, this.agents()));
  }
}
