import { algorithms } from '../../core/abr/registry';

/** What can stand in a pane: an algorithm of ours inside dash.js, or dash.js' own rules. */
export interface PlayerChoice {
  /** A registry id (`bola`), or `dashjs:` and the rule's name. */
  readonly id: string;
  readonly name: string;
  /** Whose decisions: ours through the one custom rule, or dash.js' own. */
  readonly rules: 'neuralstream' | 'dashjs';
  /** One sentence: how it thinks. */
  readonly thinks: string;
  /** What a user must know to read its numbers; null when nothing. */
  readonly note: string | null;
}

const madeForLive = 'made for live';

const dashjsChoices: readonly PlayerChoice[] = [
  dashjsChoice('dynamic', 'Dynamic', 'throughput while the buffer is short, BOLA once it is long'),
  dashjsChoice('bola', 'BOLA', 'the level that is worth most at this buffer'),
  dashjsChoice('throughput', 'Throughput', 'the highest level under 0.9 of the measured throughput'),
  dashjsChoice('l2a', 'L2A', 'learns online to keep latency low', madeForLive),
  dashjsChoice('lolp', 'LoL+', 'learns online which state gives the best low-latency quality', madeForLive),
];

/** Every algorithm that can play live: ours from the registry, then dash.js' own. */
export const playerChoices: readonly PlayerChoice[] = [
  ...algorithms
    .filter((entry) => !entry.clairvoyant)
    .map(({ id, name, thinks }): PlayerChoice => ({ id, name, rules: 'neuralstream', thinks, note: null })),
  ...dashjsChoices,
];

/** Every choice there is with these trained agents. */
export function choicesWith(agents: readonly PlayerChoice[]): readonly PlayerChoice[] {
  const at = playerChoices.findIndex(({ id }) => id === 'ppo') + 1;
  return [...playerChoices.slice(0, at), ...agents, ...playerChoices.slice(at)];
}

/**
 * The choice an id names; `fixed:2` is `fixed` with a parameter.
 * @throws Error naming the unknown id.
 */
export function findChoice(id: string, agents: readonly PlayerChoice[] = []): PlayerChoice {
  const exact = choicesWith(agents).find((choice) => choice.id === id);
  if (exact) return exact;
  const base = playerChoices.find((choice) => choice.id === id.split(':')[0]);
  if (base) return { ...base, id, name: `${base.name} ${id.slice(base.id.length + 1)}` };
  const known = playerChoices.map((choice) => choice.id).join(', ');
  throw new Error(`unknown player "${id}"; expected one of ${known}`);
}

function dashjsChoice(rule: string, name: string, thinks: string, note: string | null = null): PlayerChoice {
  return { id: `dashjs:${rule}`, name: `dash.js ${name}`, rules: 'dashjs', thinks, note };
}
