import { basename, dirname, resolve } from 'node:path';
import { defaultModel } from '../../core/abr/ppo';
import { applicationVersion } from '../../node/application-version';
import type { ServedModel } from '../../node/inference-server/agents';
import { logLevels } from '../../node/inference-server/app';
import type { PageOptions } from '../../node/inference-server/page';
import { Presentations } from '../../node/inference-server/presentations';
import { startInferenceServer } from '../../node/inference-server/server';
import { applicationLibrary } from '../../node/platform/data-folder';
import { modelFolder, projectResources } from '../../node/models';
import { defaultServicePort } from '../../shared/service-state';
import { UsageError, type Arguments } from '../arguments';
import { builtScript } from '../built-script';
import { defineCommand } from '../command';

export const serve = defineCommand({
  name: 'serve',
  does: "Answers other programs over HTTP with an agent's decisions, until it is interrupted.",
  options: {
    port: { value: 'N', help: 'port to listen on; 0 takes a free one', fallback: String(defaultServicePort) },
    host: { value: 'ADDRESS', help: 'address to listen on', fallback: '127.0.0.1' },
    model: {
      value: 'MODEL',
      help: 'default, a folder of a model or of a training run; the first answers where none is named',
      fallback: defaultModel,
      many: true,
    },
    origin: {
      value: 'URL',
      help: 'origin of a page elsewhere that may ask, such as https://example.org',
      many: true,
    },
    'allow-host': { value: 'NAME', help: 'name beside 127.0.0.1 and localhost to answer to', many: true },
    media: {
      value: 'DIR',
      help: "prepared videos for the player's page: a presentation or a folder of them (default: the application's library)",
      many: true,
    },
    'decisions-at': { value: 'URL', help: "another service that the player's page asks instead of this one" },
    rate: { value: 'N', help: 'requests a second that an address may make', fallback: '2000' },
    'log-level': { value: 'LEVEL', help: logLevels.join(', '), fallback: 'info' },
  },
  async run(args, { terminal, signal }) {
    const server = await startInferenceServer({
      models: modelsOf(args.all('model')),
      host: args.text('host'),
      port: args.number('port', { least: 0, most: 65535, whole: true }) ?? undefined,
      allowedHosts: args.all('allow-host'),
      origins: args.all('origin').map((text) => originOf('origin', text)),
      requestsPerSecond: args.number('rate', { least: 1, most: 1e6, whole: true }) ?? undefined,
      version: applicationVersion,
      page: pageOf(args),
      log: (line) => terminal.err(line),
      logLevel: args.oneOf('log-level', logLevels),
    });
    terminal.out(`${server.address}\n`);
    await aborted(signal);
    await server.stop();
  },
});

function pageOf(args: Arguments<'media' | 'decisions-at'>): PageOptions {
  const media = args.all('media');
  const decisionsAt = args.optional('decisions-at');
  return {
    folder: dirname(builtScript('../page/index.html')),
    presentations: new Presentations(media.length > 0 ? media : [applicationLibrary()]),
    decisionsAt: decisionsAt === null ? null : originOf('decisions-at', decisionsAt),
  };
}

/** Models by the names that requests use: `default`, or the folder's own name. */
function modelsOf(models: readonly string[]): ServedModel[] {
  const served = models.map((model) => ({
    id: model === defaultModel ? model : basename(resolve(model)),
    folder: modelFolder(model, projectResources()),
  }));
  const ids = served.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) < i);
  if (twice !== undefined) throw new UsageError(`--model: two models would be called "${twice}"`);
  return served;
}

/** An origin as browsers send it. @throws UsageError for anything else, `*` too. */
function originOf(option: string, text: string): string {
  let origin: string | null = null;
  try {
    origin = new URL(text).origin;
  } catch {
    origin = null; // no URL at all
  }
  if (origin === null || origin === 'null' || text.replace(/\/$/, '') !== origin) {
    throw new UsageError(`--${option}: expected an origin such as https://example.org, got "${text}"`);
  }
  return origin;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
