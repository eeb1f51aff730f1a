import { app, utilityProcess } from 'electron';
import { defaultModel } from '../core/abr/ppo';
import { utilityPort } from '../node/child-port';
import { ServiceSwitch } from '../node/inference-server/client';
import { readSettings } from '../node/settings';
import type { ServiceState } from '../shared/service-state';
import { modelFolderOf } from './models';
import { paths } from './paths';
import { runs } from './training';
import { send } from './window';
import { sentenceOf } from '../node/platform/sentence';

const service = new ServiceSwitch(
  () => utilityPort(utilityProcess.fork(paths().service, [], { serviceName: 'NeuralStream service' })),
  (state) => send('service', state),
);

export function serviceState(): ServiceState {
  return service.state;
}

let following = Promise.resolve();

/** Switches the inference service on or off, as the settings say; anew if it was on. One change after the other. */
export function followServiceSettings(): Promise<void> {
  const told = (error: unknown): void => send('fault', { message: sentenceOf(error) });
  following = following.then(follow).catch(told);
  return following;
}

async function follow(): Promise<void> {
  const settings = await readSettings(paths().settings);
  if (!settings.service) return service.stop();
  await service.start({
    port: settings.servicePort,
    version: app.getVersion(),
    models: await servedModels(settings.agent),
    pageFolder: paths().page,
    mediaFolders: [paths().library],
  });
}

/** Switches it off for good: also what a change of the settings is only about to start. */
export async function stopService(): Promise<void> {
  await service.stop();
  following = following.then(() => service.stop());
  await following;
}

/** The user's agent first, then the one that comes with the application and every trained one. */
async function servedModels(usersAgent: string): Promise<{ id: string; folder: string }[]> {
  const listed = await runs().settled();
  const trained = listed.filter(({ hasModel }) => hasModel).map(({ id }) => id);
  const known = [defaultModel, ...trained];
  const first = known.filter((id) => id === usersAgent);
  const ids = [...new Set([...first, ...known])];
  return ids.map((id) => ({ id, folder: modelFolderOf(id) }));
}
