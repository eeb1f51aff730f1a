/** A layer's kernel `[input][out]` in plain numbers. */
export class PlainKernel {
  /** The inputs that are not 0; after a ReLU about half of them are. */
  private readonly active: Int32Array;

  constructor(
    private readonly weights: Float32Array,
    private readonly inputs: number,
  ) {
    this.active = new Int32Array(inputs);
  }

  /** out += input x kernel, four rows at a time: that takes half the time of one by one. */
  addProduct(input: ArrayLike<number>, inputAt: number, out: Float64Array): void {
    const { weights, inputs, active } = this;
    const { length } = out;
    let count = 0;
    for (let i = 0; i < inputs; i++) if (input[inputAt + i] !== 0) active[count++] = i;
    let at = 0;
    for (; at + 3 < count; at += 4) {
      const one = active[at];
      const two = active[at + 1];
      const three = active[at + 2];
      const four = active[at + 3];
      const value1 = input[inputAt + one];
      const value2 = input[inputAt + two];
      const value3 = input[inputAt + three];
      const value4 = input[inputAt + four];
      const row1 = one * length;
      const row2 = two * length;
      const row3 = three * length;
      const row4 = four * length;
      for (let j = 0; j < length; j++) {
        out[j] +=
          value1 * weights[row1 + j] +
          value2 * weights[row2 + j] +
          value3 * weights[row3 + j] +
          value4 * weights[row4 + j];
      }
    }
    for (; at < count; at++) {
      const value = input[inputAt + active[at]];
      const row = active[at] * length;
      for (let j = 0; j < length; j++) out[j] += value * weights[row + j];
    }
  }
}
