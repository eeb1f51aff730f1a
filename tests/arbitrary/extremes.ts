import fc from 'fast-check';

/** Numbers that break what is not prepared for them; the last ones as JSON text gives them. */
export const extremeNumbers = [
  ...[
    NaN,
    Infinity,
    -Infinity,
    1e308,
    -1e308,
    Number.MAX_VALUE,
    5e-324,
    -5e-324,
    -0,
    2 ** 53,
    1e21,
    0.1 + 0.2,
  ],
  ...['1e999', '-1e999', '1e-999', '-0.0', '123456789012345678901234567890'].map((text) => Number(text)),
];

/** The values, and values in which one number is an extreme one. */
export function withExtremes(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const spoiled = fc
    .tuple(values, fc.nat(), fc.constantFrom(...extremeNumbers))
    .map(([value, which, extreme]) => withNumber(value, which, extreme));
  return fc.oneof(values, spoiled);
}

/** A value in which number `which` (over all of them, again from the first one) is another one. */
export function withNumber(value: unknown, which: number, number: number): unknown {
  const wanted = which % Math.max(1, countNumbers(value));
  let at = 0;
  return mapNumbers(value, (found) => (at++ === wanted ? number : found));
}

/** As JSON gives it back: 0 for -0. */
export function plainZeros(value: unknown): unknown {
  return mapNumbers(value, (found) => found + 0);
}

export function countNumbers(value: unknown): number {
  let count = 0;
  mapNumbers(value, (found) => {
    count += 1;
    return found;
  });
  return count;
}

function mapNumbers(value: unknown, change: (found: number) => number): unknown {
  if (typeof value === 'number') return change(value);
  if (Array.isArray(value)) return value.map((item: unknown) => mapNumbers(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapNumbers(item, change)]));
}
