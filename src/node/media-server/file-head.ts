import { realpath, type FileHandle } from 'node:fs/promises';
import { openRegular } from '../platform/foreign-file';
import type { ServedFile } from './files';
import { parseRange, type ByteSpan } from './range';

/** What is asked of a file. */
export interface FileRequest {
  readonly method: string;
  /** The Range header. */
  readonly range: string | undefined;
  readonly contentType: string;
  readonly size: number;
}

/** How the answer begins, and the span to send; null where there is no body. */
export interface FileHead {
  readonly status: 200 | 206 | 416;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly span: ByteSpan | null;
}

/** Status, headers and span of a file, whole or in part. */
export function fileHead({ method, range: asked, contentType, size }: FileRequest): FileHead {
  const always = {
    'Content-Type': contentType,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    'Accept-Ranges': 'bytes',
  };
  const range = method === 'GET' ? parseRange(asked, size) : null;
  if (range === 'unsatisfiable') {
    const none = { 'Content-Range': `bytes */${size}`, 'Content-Length': 0 };
    return { status: 416, headers: { ...always, ...none }, span: null };
  }
  const span = range ?? { first: 0, last: size - 1 };
  const headers = {
    ...always,
    ...(range && { 'Content-Range': `bytes ${span.first}-${span.last}/${size}` }),
    'Content-Length': span.last - span.first + 1,
  };
  return { status: range ? 206 : 200, headers, span: method === 'GET' && size > 0 ? span : null };
}

/** The handle, or null if the file is gone or has been replaced by a link to elsewhere. */
export async function openFile({ realPath }: ServedFile): Promise<FileHandle | null> {
  try {
    const handle = await openRegular(realPath);
    if ((await realpath(realPath)) === realPath) return handle;
    await handle.close();
  } catch {
    return null;
  }
  return null;
}
