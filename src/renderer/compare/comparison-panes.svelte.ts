import { MAX_PLAYERS } from '../../shared/media-server';
import { findChoice, playerChoices, type PlayerChoice } from '../player/choices';
import { ComparedPlayer } from './comparison-player.svelte';

const MIN_PLAYERS = 2;

/** The panes of a comparison: which players there are, where they play, and which is heard. */
export class ComparisonPanes {
  players: readonly ComparedPlayer[] = $state.raw([]);
  private heard: number | null = $state(0);
  private nextId = 0;

  constructor(
    choiceIds: readonly string[],
    private readonly agents: () => readonly PlayerChoice[],
  ) {
    this.players = choiceIds.slice(0, MAX_PLAYERS).map((id) => this.newPlayer(id));
  }

  get audible(): number | null {
    return this.heard;
  }

  set audible(slot: number | null) {
    this.heard = slot;
    this.players.forEach(({ element }, at) => {
      if (element) element.muted = at !== slot;
    });
  }

  attach(slot: number, element: HTMLVideoElement): () => void {
    const player = this.players[slot];
    player.element = element;
    element.muted = slot !== this.heard;
    return () => {
      if (player.element === element) player.element = null;
    };
  }

  /** @returns whether there was room. */
  add(choiceId: string | undefined): boolean {
    if (this.players.length >= MAX_PLAYERS) return false;
    const unused = playerChoices.find(({ id }) => this.players.every(({ choice }) => choice.id !== id));
    this.players = [...this.players, this.newPlayer(choiceId ?? unused?.id ?? playerChoices[0].id)];
    return true;
  }

  /** @returns whether one could be spared. */
  remove(slot: number): boolean {
    if (this.players.length <= MIN_PLAYERS) return false;
    this.players = this.players.filter((_, at) => at !== slot);
    if (this.heard !== null) this.audible = Math.min(this.heard, this.players.length - 1);
    return true;
  }

  choose(slot: number, choiceId: string): void {
    this.players[slot].choice = findChoice(choiceId, this.agents());
  }

  /** The players' names, with the pane where two are the same. */
  names(): string[] {
    return this.players.map(({ choice }, slot) => {
      const alone = this.players.filter((other) => other.choice.id === choice.id).length === 1;
      return alone ? choice.name : `${choice.name} (player ${slot + 1})`;
    });
  }

  private newPlayer(choiceId: string): ComparedPlayer {
    return new ComparedPlayer(this.nextId++, findChoice(choiceId, this.agents()));
  }
}
