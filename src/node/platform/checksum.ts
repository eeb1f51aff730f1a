import { createHash } from 'node:crypto';
import { writeAtomic } from '../files';
import { factsOf, shownFile, type FileKind } from './file-kinds';
import { jsonText } from './json-text';

/** SHA-256 in hexadecimal digits. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/**
 * A JSON document with the SHA-256 of its content beside it, under the key `sha256`. The checksum is that of the values:
 * it does not depend on white space.
 */
export function withChecksum(document: object): object {
  return { ...contentOf(document), sha256: sha256(contentText(document)) };
}

/**
 * Writes a document as JSON with its checksum, whole or not at all.
 * @throws Error when it could not be read again: a number that is not finite, or more bytes than are read of its kind.
 */
export async function writeJsonFile(path: string, document: object, kind?: FileKind): Promise<void> {
  const text = `${jsonText(withChecksum(document), 2)}\n`;
  const size = Buffer.byteLength(text);
  if (kind !== undefined && size > factsOf(kind).largestBytes) {
    const largest = factsOf(kind).largestBytes;
    throw new Error(
      `${shownFile(path, kind)} is not written: expected at most ${largest} bytes for a ${kind}, got ${size}`,
    );
  }
  await writeAtomic(path, text);
}

/** Whether a parsed document holds what was written. Documents of earlier versions have no checksum: they count as whole. */
export function isWhole(document: unknown): boolean {
  if (typeof document !== 'object' || document === null || !('sha256' in document)) return true;
  return document.sha256 === sha256(contentText(document));
}

/** The end of a sentence about a file whose checksum differs. */
export const checksumFault = 'its content does not match its checksum, so it was damaged or changed';

/** What the checksum of a document is made of. */
export function contentText(document: object): string {
  return JSON.stringify(contentOf(document));
}

function contentOf(document: object): object {
  const content = new Map<string, unknown>(Object.entries(document));
  content.delete('sha256');
  return Object.fromEntries(content);
}
