/** Some rows of `width` numbers each, one after the other. */
export function pick(from: Float32Array, width: number, rows: Int32Array): Float32Array {
  const to = new Float32Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    const start = rows[i] * width;
    to.set(from.subarray(start, start + width), i * width);
  }
  return to;
}

/** The `index`th of so many `parts`, as even as they can be. */
export function part(rows: Int32Array, index: number, parts: number): Int32Array {
  const bound = (before: number): number => Math.floor((before * rows.length) / parts);
  return rows.subarray(bound(index), bound(index + 1));
}
