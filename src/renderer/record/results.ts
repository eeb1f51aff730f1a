import type { SavedPlayer } from '../../shared/stored';

/** A session's numbers as they are saved; a live summary has them, too. */
export type ShownSummary = SavedPlayer['summary'];

/** One player's numbers, live or saved, under both measures. */
export interface PlayerResult {
  readonly slot: number;
  readonly name: string;
  readonly lin: ShownSummary | null;
  readonly log: ShownSummary | null;
}

/** Differences that two decimals do not show decide nothing (as in core/qoe/verdict). */
const visible = 0.005;

/** The place of the player ahead by QoE lin per chunk; null without one, or when it cannot be told. */
export function leader(results: readonly PlayerResult[]): number | null {
  const ranked = results
    .flatMap(({ slot, lin }) => (lin && lin.chunks > 1 ? [{ slot, qoe: lin.qoe.total }] : []))
    .sort((a, b) => b.qoe - a.qoe);
  if (ranked.length < 2 || ranked[0].qoe - ranked[1].qoe < visible) return null;
  return ranked[0].slot;
}

/** Names that tell players apart: two of the same algorithm get their place. */
export function distinctNames(names: readonly string[]): string[] {
  return names.map((name, slot) =>
    names.filter((other) => other === name).length > 1 ? `${name} (${slot + 1})` : name,
  );
}
