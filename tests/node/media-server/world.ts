import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import http, { type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SessionOptions } from '../../../src/shared/media-server';

export const ORIGIN = 'app://neuralstream';

/** Chunk 0 of level 0: bytes whose place can be told from their value. */
export const CHUNK = Buffer.from(Array.from({ length: 100_000 }, (_, i) => i % 251));

/** A folder like a prepared video, with things around it that must never be served. */
export async function presentation(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const root = await mkdtemp(path.join(tmpdir(), 'neuralstream-test-'));
  const folder = path.join(root, 'clip');
  await mkdir(path.join(folder, 'audio'), { recursive: true });
  await writeFile(path.join(root, 'outside.m4s'), 'secret');
  await writeFile(path.join(folder, 'manifest.mpd'), '<MPD/>');
  await writeFile(path.join(folder, 'chunk 0.m4s'), CHUNK);
  await writeFile(path.join(folder, 'audio', 'a.m4s'), 'sound');
  await writeFile(path.join(folder, 'empty.m4s'), '');
  await writeFile(path.join(folder, 'presentation.json'), '{}');
  await writeFile(path.join(folder, '.hidden.m4s'), 'hidden');
  await symlink(path.join(root, 'outside.m4s'), path.join(folder, 'link-out.m4s'));
  await symlink(path.join(folder, 'audio', 'a.m4s'), path.join(folder, 'link-in.m4s'));
  return { folder, remove: () => rm(root, { recursive: true }) };
}

export function sessionOptions(folder: string, options: Partial<SessionOptions> = {}): SessionOptions {
  return {
    presentationFolder: folder,
    playerCount: 1,
    links: 'separate',
    bandwidth: { kbps: null, addedLatencyMs: 0 },
    allowedOrigin: ORIGIN,
    ...options,
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly seconds: number;
}

/** One request, with its path sent exactly as given. */
export function ask(
  url: string,
  { method = 'GET', headers = {}, path: rawPath, signal, onData }: AskOptions = {},
): Promise<Answer> {
  const startedAt = performance.now();
  const { hostname, port, pathname } = new URL(url);
  return new Promise((resolve, reject) => {
    const options = { hostname, port, path: rawPath ?? pathname, method, headers, signal, agent: false };
    const request = http.request(options, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => {
        pieces.push(piece);
        onData?.(piece.length);
      });
      response.on('error', reject);
      response.on('end', () => {
        const seconds = (performance.now() - startedAt) / 1000;
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, body: Buffer.concat(pieces), seconds });
      });
    });
    request.on('error', reject);
    request.end();
  });
}

interface AskOptions {
  method?: string;
  headers?: Record<string, string>;
  /** Sent instead of the URL's own path, without any tidying. */
  path?: string;
  signal?: AbortSignal;
  onData?: (bytes: number) => void;
}
