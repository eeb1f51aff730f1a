import type { Command } from '../../shared/media-server';
import type { MediaServer } from './server';

type LinkCommand = Extract<Command, { type: 'startClock' | 'setBandwidth' | 'playTrace' | 'stopTrace' }>;

/** Whether a command changes what the links of a session carry. */
export function changesLinks(command: Command): command is LinkCommand {
  return ['startClock', 'setBandwidth', 'playTrace', 'stopTrace'].includes(command.type);
}

/** Carries out a command; the result is what the client's schema for it expects. */
export async function carryOut(server: MediaServer, command: Command): Promise<unknown> {
  switch (command.type) {
    case 'listen':
      return server.listen(command.ports);
    case 'openSession':
      return server.openSession(command.options);
    case 'startClock':
      return server.session(command.sessionId).startClock();
    case 'setBandwidth':
      return server.session(command.sessionId).capacity.set(command.bandwidth, server.now);
    case 'playTrace':
      return server.session(command.sessionId).capacity.play(command.trace, command.loop, server.now);
    case 'stopTrace':
      return server.session(command.sessionId).capacity.stop(server.now);
    case 'moves':
      return server.session(command.sessionId).capacity.moves(server.now);
    case 'stats':
      return server.session(command.sessionId).statistics();
    case 'closeSession':
      return server.closeSession(command.sessionId);
    default:
      throw new Error(`unknown command ${JSON.stringify(command satisfies never)}`);
  }
}
