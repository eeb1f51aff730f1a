import { createHash } from 'node:crypto';
import { writeJson } from '../files';

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

/** Writes a document as JSON with its checksum, whole or not at all. */
export function writeJsonFile(path: string, document: object): Promise<void> {
  return writeJson(path, withChecksum(document));
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
