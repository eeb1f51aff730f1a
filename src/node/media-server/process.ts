import * as v from 'valibot';
import { CommandSchema, RequestSchema, type LinkStatistics, type Message } from '../../shared/media-server';
import { carryOut, changesLinks } from './commands';
import { parentPort } from '../parent-port';
import { raisePriority } from './priority';
import { MediaServer } from './server';
import { sentenceOf } from '../platform/sentence';

/** How often each open session is reported, besides after each command that changes its links. */
const REPORT_MS = 200;

const port = parentPort();
const server = new MediaServer();

raisePriority();
port.onMessage((message) => void answer(message));
port.onClosed(() => process.exit());
setInterval(() => server.reports().forEach(report), REPORT_MS);
emit({ type: 'ready' });

async function answer(message: unknown): Promise<void> {
  const { id, command } = v.parse(RequestSchema, message);
  try {
    const parsed = v.parse(CommandSchema, command);
    // Reported before it is closed: what it has carried last would be lost.
    if (parsed.type === 'closeSession') report(server.session(parsed.sessionId).report());
    const result = await carryOut(server, parsed);
    if (changesLinks(parsed)) report(server.session(parsed.sessionId).report());
    emit({ type: 'answer', id, result });
  } catch (error) {
    emit({ type: 'failed', id, message: sentenceOf(error) });
  }
}

function report(statistics: LinkStatistics): void {
  emit({ type: 'statistics', statistics });
}

function emit(message: Message): void {
  port.post(message);
}
