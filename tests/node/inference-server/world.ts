import { request as httpRequest } from 'node:http';
import { applicationVersion } from '../../../src/node/application-version';
import {
  startInferenceServer,
  type InferenceServer,
  type InferenceServerOptions,
} from '../../../src/node/inference-server/server';
import { modelFolder, projectResources } from '../../../src/node/models';

export const defaultServed = { id: 'default', folder: modelFolder('default', projectResources()) };

/** The service with the default model on a free port. */
export function startService(options: Partial<InferenceServerOptions> = {}): Promise<InferenceServer> {
  return startInferenceServer({
    ...{ models: [defaultServed], port: 0, page: null, version: applicationVersion },
    ...options,
  });
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A request with any Host; a body that is no text is sent as JSON. */
export function ask(
  address: string,
  path: string,
  { method = 'GET', headers = {}, body }: Asked = {},
): Promise<Answered> {
  const sent = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const type = sent === undefined ? {} : { 'Content-Type': 'application/json' };
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const options = { host: hostname, port, path, method, agent: false, headers: { ...type, ...headers } };
    const asked = httpRequest(options, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (data) => (text += String(data)));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    });
    asked.on('error', reject).end(sent);
  });
}

export function post(address: string, path: string, body: unknown): Promise<Answered> {
  return ask(address, path, { method: 'POST', body });
}
