import { readFileSync, writeFileSync } from 'node:fs';
import { withChecksum } from '../src/node/platform/checksum';

/** Changes a stored JSON document as the application would: with the checksum of what it holds then. */
export function changeStored(file: string, change: object): void {
  const stored: unknown = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, `${JSON.stringify(withChecksum({ ...Object(stored), ...change }), null, 2)}\n`);
}
