/** Some rows of `width` numbers each, one after the other. */
export function pick(from: Float32Array, width: number, rows: Int32Array): Float32Array {
  const to = new Float32Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    const start = rows[i] * width;
    to.set(from.subarray(start, start + width), i * width);
  }
  return to;
}
