import { performance } from 'node:perf_hooks';
import { defaultServicePort } from '../../shared/service-state';
import { errorCode } from '../files';
import { environmentBackend, loadTensorFlow } from '../tensorflow';
import { Agents, type ServedModel } from './agents';
import { makeApp, portOf, type AppOptions } from './app';
import { bracketed } from './guard';
import { ServiceMetrics } from './metrics';
import { pageRoutes, type PageOptions } from './page';
import { apiRoutes } from './routes';
import { Sessions, type SessionLimits } from './sessions';
import { sentenceOf } from '../platform/sentence';

export interface InferenceServerOptions extends AppOptions {
  /** At least one; the first answers where none is named. */
  readonly models: readonly ServedModel[];
  /** 0 takes a free one. */
  readonly port?: number;
  readonly sessionLimits?: SessionLimits;
  readonly version: string;
  /** The player's page; null leaves it out. */
  readonly page: PageOptions | null;
}

export interface InferenceServer {
  /** http://127.0.0.1:5001 */
  readonly address: string;
  /** Answers what is under way, refuses what is new, and ends. */
  stop(): Promise<void>;
}

/**
 * Starts the inference service.
 * @throws Error, a sentence: the port is taken, the model cannot be read, TensorFlow.js cannot be loaded.
 */
export async function startInferenceServer(options: InferenceServerOptions): Promise<InferenceServer> {
  const { host = '127.0.0.1', port = defaultServicePort, version, page } = options;
  const { sessionLimits = { expirySeconds: 600, count: 256 } } = options;
  const metrics = new ServiceMetrics();
  const { tf } = await loadTensorFlow(environmentBackend() ?? 'auto');
  const agents = new Agents(tf, options.models, metrics);
  agents.loadFirst();
  const clock = (): number => performance.now() / 1000;
  const begun = clock();
  const sessions = new Sessions(sessionLimits, clock);
  const uptimeSeconds = (): number => clock() - begun;
  const context = { agents, sessions, metrics, version, uptimeSeconds };
  const routes = apiRoutes(context, page ? await pageRoutes(page) : []);
  const app = await makeApp(options, routes, metrics);
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    throw listenFault(error, host, port);
  }
  return { address: `http://${bracketed(host)}:${portOf(app)}`, stop: () => app.close() };
}

function listenFault(error: unknown, host: string, port: number): Error {
  const why = {
    EADDRINUSE: 'is taken by another program; choose another port',
    EACCES: 'may not be opened by this user; choose one above 1023',
    EADDRNOTAVAIL: 'cannot be opened: this machine has no such address',
  }[errorCode(error) ?? ''];
  const fallback = sentenceOf(error);
  return new Error(`port ${port} of ${host} ${why ?? `cannot be opened: ${fallback}`}`, { cause: error });
}
