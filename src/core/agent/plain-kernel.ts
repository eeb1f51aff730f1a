/**
 * A layer's kernel `[input][out]` in plain numbers, written for speed: weights in the precision of the sums (those of single
 * precision would be converted at each product), the inputs that count packed together without a branch on their sign, which
 * no processor could foresee, and six rows at a time (docs/ppo.md, "Speed").
 */
export class PlainKernel {
  private readonly weights: Float64Array;
  /** Where the rows that count begin in the weights ... */
  private readonly rows: Int32Array;
  /** ... and what they are multiplied by. */
  private readonly values: Float64Array;

  /** `weights` are copied. */
  constructor(
    weights: Float32Array,
    private readonly inputs: number,
  ) {
    this.weights = Float64Array.from(weights);
    this.rows = new Int32Array(inputs);
    this.values = new Float64Array(inputs);
  }

  /** out += input x kernel. */
  addProduct(input: ArrayLike<number>, inputAt: number, out: Float64Array): void {
    const { inputs, rows, values } = this;
    for (let i = 0; i < inputs; i++) {
      rows[i] = i * out.length;
      values[i] = input[inputAt + i];
    }
    this.addRows(inputs, out);
  }

  /** out += ReLU(input) x kernel; what is no number stays none. */
  addRectified(input: Float64Array, out: Float64Array): void {
    const { inputs, rows, values } = this;
    let count = 0;
    for (let i = 0; i < inputs; i++) {
      rows[count] = i * out.length;
      values[count] = input[i];
      count += Number(!(input[i] <= 0));
    }
    this.addRows(count, out);
  }

  private addRows(count: number, out: Float64Array): void {
    const { weights, rows, values } = this;
    const { length } = out;
    let at = 0;
    for (; at + 5 < count; at += 6) {
      const row1 = rows[at];
      const row2 = rows[at + 1];
      const row3 = rows[at + 2];
      const row4 = rows[at + 3];
      const row5 = rows[at + 4];
      const row6 = rows[at + 5];
      const value1 = values[at];
      const value2 = values[at + 1];
      const value3 = values[at + 2];
      const value4 = values[at + 3];
      const value5 = values[at + 4];
      const value6 = values[at + 5];
      for (let j = 0; j < length; j++) {
        out[j] +=
          value1 * weights[row1 + j] +
          value2 * weights[row2 + j] +
          value3 * weights[row3 + j] +
          value4 * weights[row4 + j] +
          value5 * weights[row5 + j] +
          value6 * weights[row6 + j];
      }
    }
    for (; at < count; at++) {
      const row = rows[at];
      const value = values[at];
      for (let j = 0; j < length; j++) out[j] += value * weights[row + j];
    }
  }
}
