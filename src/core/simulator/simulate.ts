import type { PlayerModel, SimulationInput } from './player-model';

/**
 * Plays a video over a trace with an algorithm under a player's rules, emitting the events that a live session emits.
 * @throws Error when the trace never delivers anything, or a decision is no level of the ladder.
 */
export function simulate(input: SimulationInput & { readonly player: PlayerModel }): void {
  if (!(input.bandwidth.periodKilobits > 0)) throw new Error('the trace never delivers anything');
  input.player.play(input);
}
