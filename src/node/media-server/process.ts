import * as v from 'valibot';
import { CommandSchema, RequestSchema, type Message } from '../../shared/media-server';
import { carryOut } from './commands';
import { parentPort } from '../parent-port';
import { raisePriority } from './priority';
import { MediaServer } from './server';

/** How often each open session's statistics are told. */
const STATISTICS_MS = 200;

const port = parentPort();
const server = new MediaServer();

raisePriority();
port.onMessage((message) => void answer(message));
port.onClosed(() => process.exit());
setInterval(
  () => server.statistics().forEach((statistics) => tell({ type: 'statistics', statistics })),
  STATISTICS_MS,
);
tell({ type: 'ready' });

async function answer(message: unknown): Promise<void> {
  const { id, command } = v.parse(RequestSchema, message);
  try {
    tell({ type: 'answer', id, result: await carryOut(server, v.parse(CommandSchema, command)) });
  } catch (error) {
    tell({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) });
  }
}

function tell(message: Message): void {
  port.post(message);
}
