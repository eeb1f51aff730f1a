import cors from '@fastify/cors';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { send, sendFault } from './answer';
import { Guard } from './guard';
import type { ServiceMetrics } from './metrics';
import { RequestFault, type Route } from './route';

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface AppOptions {
  readonly host?: string;
  /** Names beside 127.0.0.1 and localhost that the Host header may have. */
  readonly allowedHosts?: readonly string[];
  /** Origins of pages elsewhere that may ask. */
  readonly origins?: readonly string[];
  /** Of one address. */
  readonly requestsPerSecond?: number;
  /** Each line of the log, a JSON text. */
  readonly log?: (line: string) => void;
  /** `debug` also tells every request that was answered well. */
  readonly logLevel?: LogLevel;
}

const largestBodyBytes = 1024 * 1024;

/** What is under way is waited for so long when the service stops. */
const patienceMs = 2000;

const everyAnswer = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** The HTTP side: the guard before everything, limits, CORS for listed origins, the log, then the routes. */
export async function makeApp(
  options: AppOptions,
  routes: readonly Route[],
  metrics: ServiceMetrics,
): Promise<FastifyInstance> {
  const { host = '127.0.0.1', allowedHosts = [], origins = [], requestsPerSecond = 2000 } = options;
  const guard = new Guard({ host, names: allowedHosts, origins }, () => portOf(app));
  const app: FastifyInstance = fastify({
    bodyLimit: largestBodyBytes,
    requestTimeout: 30_000,
    forceCloseConnections: true, // once what was under way has ended: see watch
    disableRequestLogging: true,
    logger: loggerOf(options),
    frameworkErrors: (error, { headers }, reply) => {
      void sendFault(reply, guardFault(guard, headers) ?? error);
    },
  });
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler((error, _request, reply) => sendFault(reply, error));
  app.setNotFoundHandler(({ method }) => {
    throw new RequestFault(404, `there is nothing at that path for ${method}; see GET /openapi.json`);
  });
  watch(app, metrics);
  app.addHook('onRequest', async ({ headers }, reply) => {
    void reply.headers(everyAnswer);
    guard.check(headers.host, headers.origin);
  });
  await app.register(rateLimit, {
    max: requestsPerSecond,
    timeWindow: 1000,
    errorResponseBuilder: () =>
      new RequestFault(429, `an address may make ${requestsPerSecond} requests a second`),
  });
  await app.register(cors, {
    origin: (origin, decide) => decide(null, origin !== undefined && guard.isListed(origin)),
    methods: ['GET', 'POST', 'DELETE'],
    maxAge: 600,
  });
  for (const { method, path, handle } of routes) {
    app.route({
      method,
      url: path.replace(/\{(\w+)\}/g, ':$1'),
      handler: async (request, reply) => {
        const answer = await handle({ params: paramsOf(request), body: request.body });
        return send(answer, request, reply);
      },
    });
  }
  return app;
}

/** The port that is listened on; 0 before. */
export function portOf(app: FastifyInstance): number {
  const address = app.server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function loggerOf({ log, logLevel = 'info' }: AppOptions) {
  if (!log) return false;
  const timestamp = (): string => `,"time":"${new Date().toISOString()}"`;
  return { level: logLevel, base: null, timestamp, stream: { write: log } };
}

/** Counts and logs every answer, and lets what is under way end before the service stops. */
function watch(app: FastifyInstance, metrics: ServiceMetrics): void {
  const underWay = new Set<FastifyRequest>();
  app.addHook('onRequest', async (request) => void underWay.add(request));
  app.addHook('onResponse', async (request, reply) => {
    underWay.delete(request);
    tell(request, reply, metrics);
  });
  app.addHook('onRequestAbort', async (request) => void underWay.delete(request));
  app.addHook('preClose', async () => {
    const until = performance.now() + patienceMs;
    while (underWay.size > 0 && performance.now() < until) await wait(10);
  });
}

function tell({ method, routeOptions, log }: FastifyRequest, reply: FastifyReply, metrics: ServiceMetrics) {
  const route = routeOptions.url ?? 'none';
  const status = reply.statusCode;
  const milliseconds = Number(reply.elapsedTime.toFixed(3));
  metrics.requests.add({ route, status });
  if (status === 200 && route.endsWith('/decision')) metrics.seconds.observe(milliseconds / 1000);
  const line = { method, route, status, milliseconds };
  if (status >= 400) log.warn(line, 'refused');
  else log.debug(line, 'answered');
}

function guardFault(guard: Guard, { host, origin }: FastifyRequest['headers']): unknown {
  try {
    guard.check(host, origin);
    return null;
  } catch (error) {
    return error;
  }
}

function paramsOf({ params }: FastifyRequest): Record<string, string> {
  const pairs: [string, unknown][] = Object.entries(Object(params));
  return Object.fromEntries(pairs.map(([name, value]) => [name, String(value)]));
}
