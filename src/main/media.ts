import { utilityProcess } from 'electron';
import { startMediaServer, type MediaServer } from '../node/media-server/client';
import { utilityPort } from '../node/child-port';
import { paths } from './paths';
import { send } from './window';

let server: Promise<MediaServer> | null = null;
/** Kept over a restart, for the window's content policy names them. */
let ports: number[] | undefined;

/** The media server's process, started when first asked for, and anew (on the same ports) when it has died. */
export function mediaServer(): Promise<MediaServer> {
  server ??= start();
  return server;
}

/** What the window may connect to: none when the server cannot start (which opening a comparison then says). */
export async function mediaOrigins(): Promise<readonly string[]> {
  try {
    return (await mediaServer()).origins;
  } catch {
    return [];
  }
}

export async function stopMediaServer(): Promise<void> {
  const stopping = server;
  server = null;
  await stopping?.then(
    (running) => running.stop(),
    () => undefined,
  );
}

async function start(): Promise<MediaServer> {
  const fork = (): ReturnType<typeof utilityPort> =>
    utilityPort(utilityProcess.fork(paths().mediaServer, [], { serviceName: 'NeuralStream media server' }));
  try {
    const running = await startMediaServer({ fork, ports });
    ports = running.origins.map((origin) => Number(new URL(origin).port));
    running.onStatistics((statistics) => send('link-stats', statistics));
    running.onDied((error) => {
      server = null;
      send('fault', {
        message: `The media server ended: ${error.message}. Restart the comparison to go on.`,
      });
    });
    return running;
  } catch (error) {
    server = null;
    throw error;
  }
}
