/** Decisions `[step * environments + environment]`, as a rollout lays them out. */
export interface GaeInput {
  readonly environments: number;
  readonly stepsPerRollout: number;
  readonly rewards: Float32Array;
  /** The critic's value of the state that each decision was made in. */
  readonly values: Float32Array;
  /** 1 where the session was over after the decision. */
  readonly ended: Uint8Array;
  /** `[environment]`: value of the state after the last step; a rollout that was merely cut goes on from it. */
  readonly nextValues: ArrayLike<number>;
  readonly discount: number;
  readonly lambda: number;
}

/**
 * Generalized advantage estimation (J. Schulman et al., ICLR 2016, eq. 16), in place of `advantages`, and the returns
 * that the critic learns: advantage + value. The end of a video is an end; the end of a rollout is not.
 */
export function generalizedAdvantages(
  input: GaeInput,
  advantages: Float32Array,
  returns: Float32Array,
): void {
  const { environments, stepsPerRollout, rewards, values, ended, nextValues, discount, lambda } = input;
  for (let environment = 0; environment < environments; environment++) {
    let advantage = 0;
    let nextValue = nextValues[environment];
    for (let step = stepsPerRollout - 1; step >= 0; step--) {
      const i = step * environments + environment;
      const goesOn = 1 - ended[i];
      const delta = rewards[i] + discount * nextValue * goesOn - values[i];
      advantage = delta + discount * lambda * goesOn * advantage;
      advantages[i] = advantage;
      returns[i] = advantage + values[i];
      nextValue = values[i];
    }
  }
}
