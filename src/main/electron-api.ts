import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';

/** An answer of the app:// scheme: a file with its headers, or a status alone. */
export type SchemeAnswer =
  | { status: 200; path: string; headers: Record<string, string> }
  | { status: 403 | 404; headers: Record<string, string> };

export type SchemeHandler = (url: string) => Promise<SchemeAnswer>;

/** The parts of Electron's protocol module that differ between majors. */
export interface ProtocolModule {
  handle?: (scheme: string, handler: (request: { url: string }) => Promise<Response>) => void;
  registerStreamProtocol: (
    scheme: string,
    handler: (request: { url: string }, callback: (response: Electron.ProtocolResponse) => void) => void,
  ) => unknown;
}

/** Serves a scheme: `protocol.handle` from Electron 25 on, `registerStreamProtocol` before. */
export function serveScheme(scheme: string, handler: SchemeHandler, module: ProtocolModule = protocol): void {
  if (module.handle) {
    module.handle(scheme, async ({ url }) => {
      const answer = await handler(url);
      const body = answer.status === 200 ? new Uint8Array(await readFile(answer.path)) : null;
      return new Response(body, { status: answer.status, headers: answer.headers });
    });
    return;
  }
  module.registerStreamProtocol(scheme, (request, callback) => {
    void respond(handler, request.url).then(callback);
  });
}

async function respond(handler: SchemeHandler, url: string): Promise<Electron.ProtocolResponse> {
  const answer = await handler(url);
  const body = answer.status === 200 ? await readFile(answer.path) : Buffer.alloc(0);
  return { statusCode: answer.status, headers: answer.headers, data: Readable.from([body]) };
}
