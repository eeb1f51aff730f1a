/** Line patterns of series 1-4 (solid, dashed, dotted, dash-dot), the same in pane, chart and table. */
const dashes: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [9, 3, 2, 3]];

/** Dash lengths in pixels of a player's place. */
export function dashOf(slot: number): readonly number[] {
  return dashes[slot % dashes.length];
}

/** The token and the class name of a player's place: series-1 to series-4. */
export function seriesName(slot: number): string {
  return `series-${(slot % dashes.length) + 1}`;
}
