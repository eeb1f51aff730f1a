import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { isFileName } from '../shared/id';

const blockCharacters = 1 << 20;

/** Writes lines as they come, in blocks; the folder is made when it is missing. */
export function writeLines(path: string, lines: Iterable<string>): void {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'w');
  try {
    let block = '';
    for (const line of lines) {
      block += `${line}\n`;
      if (block.length < blockCharacters) continue;
      writeSync(file, block);
      block = '';
    }
    writeSync(file, block);
  } finally {
    closeSync(file);
  }
}

/** A name that is one safe file name on every system. */
export function fileName(name: string): string {
  const safe = name
    .replace(/[/\\:*?"<>|\p{Cc}]/gu, '_')
    .replace(/^\.+/, '_')
    .replace(/[. ]+$/, '_');
  return isFileName(safe) ? safe : `_${safe}`; // nothing, or the name of a device
}
