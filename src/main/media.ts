import { utilityProcess } from 'electron';
import { MAX_PLAYERS } from '../shared/media-server';
import { originOf } from '../node/media-server/address';
import { freePorts } from '../node/media-server/free-ports';
import { startMediaServer, type MediaServer } from '../node/media-server/client';
import { utilityPort } from '../node/child-port';
import { paths } from './paths';
import { send } from './window';

let server: Promise<MediaServer> | null = null;
/** Chosen once, before the server starts: the window's content policy names them and must not wait for it. */
let ports: Promise<readonly number[]> | null = null;

function mediaPorts(): Promise<readonly number[]> {
  ports ??= freePorts(MAX_PLAYERS);
  return ports;
}

/** The media server's process, started when first asked for, and anew (on the same ports) when it has died. */
export function mediaServer(): Promise<MediaServer> {
  server ??= start();
  return server;
}

/** Starts the server before somebody waits for it. What is wrong with it, opening a comparison says. */
export function warmMediaServer(): void {
  mediaServer().catch(() => undefined);
}

/** What the window may connect to. */
export async function mediaOrigins(): Promise<readonly string[]> {
  return (await mediaPorts()).map(originOf);
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
    const running = await startMediaServer({ fork, ports: await mediaPorts() });
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
