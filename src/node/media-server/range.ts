/** A span of a file, both ends included. */
export interface ByteSpan {
  readonly first: number;
  readonly last: number;
}

/**
 * What a Range header asks of a file (RFC 9110, 14.2): a span; null for the whole file (no header, several ranges or
 * another unit, which a server may ignore); 'unsatisfiable' for a span that lies outside.
 */
export function parseRange(header: string | undefined, sizeBytes: number): ByteSpan | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  if (match[1] === '') return suffix(Number(match[2]), sizeBytes);
  const first = Number(match[1]);
  const last = match[2] === '' ? sizeBytes - 1 : Math.min(Number(match[2]), sizeBytes - 1);
  if (match[2] !== '' && Number(match[2]) < first) return null;
  return first < sizeBytes ? { first, last } : 'unsatisfiable';
}

function suffix(bytes: number, sizeBytes: number): ByteSpan | 'unsatisfiable' {
  if (bytes === 0 || sizeBytes === 0) return 'unsatisfiable';
  return { first: Math.max(0, sizeBytes - bytes), last: sizeBytes - 1 };
}
