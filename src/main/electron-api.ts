import { protocol } from 'electron';
import { Readable } from 'node:stream';
import { readForeignBytes } from '../node/platform/foreign-file';

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
      const { status, headers, body } = await respond(handler, url);
      return new Response(body && new Uint8Array(body), { status, headers });
    });
    return;
  }
  module.registerStreamProtocol(scheme, (request, callback) => {
    void respond(handler, request.url).then(({ status, headers, body }) =>
      callback({ statusCode: status, headers, data: Readable.from([body ?? Buffer.alloc(0)]) }),
    );
  });
}

interface SchemeResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer | null;
}

/** Never rejects: a request without an answer would wait without end. */
async function respond(handler: SchemeHandler, url: string): Promise<SchemeResponse> {
  try {
    const answer = await handler(url);
    const body = answer.status === 200 ? await readForeignBytes(answer.path, 'part of the window') : null;
    return { status: answer.status, headers: answer.headers, body };
  } catch {
    return { status: 404, headers: {}, body: null };
  }
}
