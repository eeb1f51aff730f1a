import * as v from 'valibot';
import { serviceCommandSchema, type ServiceNews, type ServicePlan } from '../../shared/service-state';
import { raisePriority } from '../media-server/priority';
import { parentPort } from '../parent-port';
import { Presentations } from './presentations';
import { startInferenceServer, type InferenceServer } from './server';
import { sentenceOf } from '../platform/sentence';

/** The application's inference service in a process of its own. */
const port = parentPort();
let server: InferenceServer | null = null;

raisePriority();
port.onMessage((message) => {
  const command = v.parse(serviceCommandSchema, message);
  void (command.type === 'start' ? start(command.plan) : stop());
});
port.onClosed(() => process.exit());

async function start({ pageFolder, mediaFolders, ...plan }: ServicePlan): Promise<void> {
  try {
    server = await startInferenceServer({
      ...plan,
      page: { folder: pageFolder, presentations: new Presentations(mediaFolders), decisionsAt: null },
      log: (line) => process.stderr.write(line),
      logLevel: 'warn',
    });
    tell({ type: 'on', address: server.address });
  } catch (error) {
    tell({ type: 'failed', problem: sentenceOf(error) });
  }
}

async function stop(): Promise<void> {
  await server?.stop();
  process.exit();
}

function tell(news: ServiceNews): void {
  port.post(news);
}
