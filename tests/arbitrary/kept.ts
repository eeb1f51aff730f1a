import fc from 'fast-check';
import * as v from 'valibot';
import { expect } from 'vitest';
import { countNumbers, plainZeros, withExtremes, withNumber } from './extremes';
import { fromSchema, type FromSchemaOptions } from './from-schema';

/**
 * Holds that whatever a schema accepts, extreme numbers among it, comes back from a store as it was given; and that no
 * number of it can be infinite, as 1e999 in JSON is.
 */
export async function expectKept<Schema extends v.GenericSchema>(
  schema: Schema,
  writeAndRead: (value: v.InferOutput<Schema>) => unknown,
  options: FromSchemaOptions & { readonly numRuns?: number } = {},
): Promise<void> {
  const { numRuns = 60 } = options;
  const values = fromSchema(schema, options);
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(withExtremes(values), async (value) => {
      const parsed = v.safeParse(schema, value);
      if (!parsed.success) return;
      accepted += 1;
      const read = await writeAndRead(parsed.output);
      expect(plainZeros(read)).toEqual(plainZeros(parsed.output));
    }),
    { numRuns },
  );
  // Values without extreme numbers are half of them and accepted, all of them.
  expect(accepted).toBeGreaterThan(numRuns / 3);
  fc.assert(
    fc.property(values, fc.nat(), (value, which) => {
      expect(v.is(schema, value)).toBe(true);
      const infinite = withNumber(value, which, JSON.parse('1e999'));
      if (countNumbers(value) > 0) expect(v.is(schema, infinite)).toBe(false);
    }),
    { numRuns },
  );
}
