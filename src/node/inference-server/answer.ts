import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FaultBody } from '../../shared/service';
import { fileHead, openFile } from '../media-server/file-head';
import type { ServedFile } from '../media-server/files';
import { RequestFault, type RouteAnswer } from './route';

/** Sends what a route answered. */
export async function send(
  answer: RouteAnswer,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  switch (answer.type) {
    case 'json':
      return reply.status(answer.status).send(answer.body);
    case 'text':
      return reply.status(answer.status).type(answer.contentType).send(answer.text);
    case 'nothing':
      return reply.status(answer.status).send();
    case 'bytes':
      return reply.headers(answer.headers).type(answer.contentType).send(answer.bytes);
    case 'file':
      return sendFile(answer.file, request, reply);
  }
  return answer satisfies never;
}

/** Tells why a request was refused, or that the service failed, of which only the log knows more. */
export function sendFault(reply: FastifyReply, error: unknown): FastifyReply {
  if (error instanceof RequestFault) {
    const body: FaultBody = { error: { message: error.message, ...error.detail } };
    return reply.status(error.status).send(body);
  }
  const status = statusOf(error);
  if (status >= 500) reply.log.error(error);
  const isOurs = status < 500 && error instanceof Error;
  const message = isOurs ? error.message : 'the service failed; its log says why';
  return reply.status(status).send({ error: { message } } satisfies FaultBody);
}

/** As fast as the connection takes it. */
async function sendFile(
  file: ServedFile,
  { method, headers: { range } }: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const handle = await openFile(file);
  if (!handle) throw new RequestFault(404, 'the presentation has lost that file');
  const { size } = await handle.stat();
  const { contentType } = file;
  const { status, headers, span } = fileHead({ method, range, contentType, size });
  void reply.status(status).headers(headers);
  if (span) return reply.send(handle.createReadStream({ start: span.first, end: span.last }));
  await handle.close();
  return reply.send();
}

/** Fastify's own refusals (a body too large, no JSON) carry their status. */
function statusOf(error: unknown): number {
  const status: unknown = error instanceof Error ? Reflect.get(error, 'statusCode') : undefined;
  return typeof status === 'number' ? status : 500;
}
