import type { IncomingMessage, ServerResponse } from 'node:http';
import { Body } from './body';
import { fileHead, openFile } from './file-head';
import type { ServedFile } from './files';
import type { Pacer } from './pacer';
import type { ByteSpan } from './range';
import type { Player } from './session';
import { ResponseTransfer } from './transfer';

interface ServeOptions {
  player: Player;
  file: ServedFile;
  pacer: Pacer;
  clock: () => number;
}

/** Answers an admitted request: the added latency first, then the bytes at the pace of the player's link. */
export async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { player, file, pacer, clock }: ServeOptions,
): Promise<void> {
  const latencyOver = delay(player.session.capacity.at(clock()).latencySeconds, response);
  const handle = await openFile(file);
  if (!handle) return refuse(response, 404);
  try {
    const { size } = await handle.stat();
    const span = head(request, response, file, size);
    const body = span && new Body(handle, span, (error) => response.destroy(error));
    await Promise.all([body?.fill(), latencyOver]);
    if (body) await carry(response, body, player, pacer);
    else response.end();
  } finally {
    await handle.close();
  }
}

/** Ends a request with a status and one line of text. */
export function refuse(response: ServerResponse, status: number): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, {
    'Content-Type': 'text/plain',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    ...(status === 405 && { Allow: 'GET, HEAD' }),
  });
  response.end(`${status}\n`);
}

/** Headers that let the session's pages, and only them, read the answer and time it exactly. */
export function allow(response: ServerResponse, origin: string): void {
  response.setHeader('Access-Control-Allow-Origin', origin);
  response.setHeader('Access-Control-Expose-Headers', 'Accept-Ranges, Content-Length, Content-Range');
  response.setHeader('Timing-Allow-Origin', origin);
  response.setHeader('Vary', 'Origin');
}

/** Sets status and headers; returns the span to send, or null if there is none. */
function head(
  request: IncomingMessage,
  response: ServerResponse,
  { contentType }: ServedFile,
  size: number,
): ByteSpan | null {
  const { method = 'GET' } = request;
  const { status, headers, span } = fileHead({ method, range: request.headers.range, contentType, size });
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  return span;
}

/** Sends the body through the link; resolves when it has left or the client has gone. */
async function carry(response: ServerResponse, body: Body, player: Player, pacer: Pacer): Promise<void> {
  if (response.destroyed) return;
  const { link, meter } = player;
  await new Promise<void>((resolve) => {
    const transfer = new ResponseTransfer({
      response,
      body,
      onDelivered: (bytes) => meter.add(bytes),
      onDone: () => link.remove(transfer),
    });
    response.once('close', () => {
      link.remove(transfer);
      resolve();
    });
    link.add(transfer);
    pacer.wake(link);
  });
}

/** Resolves after the wait, or at once when the client goes. */
function delay(seconds: number, response: ServerResponse): Promise<void> {
  if (seconds <= 0) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    response.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
