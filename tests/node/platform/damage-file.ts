import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

/** What a disk does to a file: a bit flips, its end is lost, a part of it becomes zeros. */
export type Damage =
  | { readonly type: 'flip'; readonly at: number; readonly bit: number }
  | { readonly type: 'truncate'; readonly at: number }
  | { readonly type: 'zeros'; readonly at: number; readonly share: number };

/** `at` and `share` are parts of the file's length. */
const part = fc.double({ min: 0, max: 0.999_999, noNaN: true });

export const anyDamage: fc.Arbitrary<Damage> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('flip' as const), at: part, bit: fc.nat(7) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('truncate' as const), at: part }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('zeros' as const), at: part, share: part }) },
);

/** Damages a file. */
export function damageFile(file: string, damage: Damage): void {
  const bytes = readFileSync(file);
  const at = Math.floor(damage.at * bytes.length);
  switch (damage.type) {
    case 'flip':
      bytes[at] ^= 1 << damage.bit;
      return writeFileSync(file, bytes);
    case 'truncate':
      return writeFileSync(file, bytes.subarray(0, at));
    case 'zeros':
      return writeFileSync(file, bytes.fill(0, at, at + 1 + Math.floor(damage.share * (bytes.length - at))));
  }
}

/** Every file below a folder with its bytes: what must not change by reading. */
export function filesBelow(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { withFileTypes: true });
  return Object.assign(
    {},
    ...entries.map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : { [path]: readFileSync(path).toString('base64') };
    }),
  );
}
