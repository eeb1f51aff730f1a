import { utilityProcess } from 'electron';
import { MAX_PLAYERS } from '../shared/media-server';
import { originOf } from '../node/media-server/address';
import { freePorts } from '../node/media-server/free-ports';
import { startMediaServer, type MediaServer } from '../node/media-server/client';
import { utilityPort } from '../node/child-port';
import { StartedOnce } from '../node/platform/started-once';
import { paths } from './paths';
import { send } from './window';

const server = new StartedOnce(start);
/** Chosen once, before the server starts: the window's content policy names them and must not wait for it. */
const ports = new StartedOnce(() => freePorts(MAX_PLAYERS));

/** The media server's process, started when first asked for, and anew (on the same ports) when it has died. */
export function mediaServer(): Promise<MediaServer> {
  return server.get();
}

/** Starts the server before somebody waits for it. What is wrong with it, opening a comparison says. */
export function warmMediaServer(): void {
  mediaServer().catch(() => undefined);
}

/** What the window may connect to. */
export async function mediaOrigins(): Promise<readonly string[]> {
  return (await ports.get()).map(originOf);
}

export async function stopMediaServer(): Promise<void> {
  await server.release()?.then(
    (running) => running.stop(),
    () => undefined,
  );
}

async function start(ended: () => void): Promise<MediaServer> {
  const fork = (): ReturnType<typeof utilityPort> =>
    utilityPort(utilityProcess.fork(paths().mediaServer, [], { serviceName: 'NeuralStream media server' }));
  const running = await startMediaServer({ fork, ports: await ports.get() });
  running.onStatistics((statistics) => send('link-stats', statistics));
  running.onDied((error) => {
    ended();
    send('fault', {
      message: `The media server ended: ${error.message}. Restart the comparison to go on.`,
    });
  });
  return running;
}
