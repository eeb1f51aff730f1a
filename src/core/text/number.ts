/** A number with so many decimals, the minus of typography, and no minus before zero. */
export function decimal(value: number, digits = 2): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '\u2212');
}

const plainNumber = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** A finite number written in decimals, or NaN. */
export function toNumber(text: string): number {
  return plainNumber.test(text) ? Number(text) : NaN;
}
