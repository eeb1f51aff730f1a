/** Where an entry of a legend stands: pixels from the left, and its row. */
export interface LegendPlace {
  readonly x: number;
  readonly row: number;
}

/** Sets entries of the given widths side by side, and into the next row where the room ends. */
export function legendPlaces(widths: readonly number[], room: number, gap: number): LegendPlace[] {
  let x = 0;
  let row = 0;
  return widths.map((width) => {
    if (x > 0 && x + width > room) {
      x = 0;
      row++;
    }
    const place = { x, row };
    x += width + gap;
    return place;
  });
}
