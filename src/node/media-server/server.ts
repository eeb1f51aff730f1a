import { loopback, originOf } from './address';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { LinkStatistics, OpenedSession, SessionOptions } from '../../shared/media-server';
import { servedFolder } from './files';
import { admit } from './gate';
import { Pacer } from './pacer';
import { allow, refuse, serve } from './serve';
import { Session, type Player } from './session';

const clock = (): number => performance.now() / 1000;

/** The media server: a loopback port for each player position, and the sessions that play through them. */
export class MediaServer {
  private readonly ports: number[] = [];
  private readonly servers: Server[] = [];
  private readonly sessions = new Map<string, Session>();
  private readonly players = new Map<string, Player>();
  private readonly pacer = new Pacer();

  /** Opens the ports (0: any free one). Returns their origins. */
  async listen(ports: readonly number[]): Promise<string[]> {
    for (const port of ports) await this.open(port);
    return this.origins;
  }

  async openSession(options: SessionOptions): Promise<OpenedSession> {
    if (options.playerCount > this.ports.length) {
      throw new Error(
        `playerCount must be <= ${this.ports.length} (the open ports), got ${options.playerCount}`,
      );
    }
    const session = new Session(options, await servedFolder(options.presentationFolder), clock);
    const { manifestId } = session.folder;
    this.sessions.set(session.id, session);
    for (const player of session.players) this.players.set(player.token, player);
    const origins = this.origins.slice(0, session.players.length);
    const players = session.players.map(({ token, index, linkId }) => ({
      manifestUrl: `${origins[index]}/${token}/p${index}/${encodeURIComponent(manifestId)}`,
      linkId,
    }));
    return { sessionId: session.id, players, origins };
  }

  /** @throws Error when there is no such session. */
  session(id: string): Session {
    const session = this.sessions.get(id);
    if (!session) throw new Error(`no open session ${id}`);
    return session;
  }

  closeSession(id: string): void {
    const session = this.session(id);
    this.sessions.delete(id);
    for (const { token } of session.players) this.players.delete(token);
    session.close();
  }

  /** What every open session has to report since the last time. */
  reports(): LinkStatistics[] {
    return [...this.sessions.values()].map((session) => session.report());
  }

  get now(): number {
    return clock();
  }

  /** Closes the ports and breaks off what is open. */
  close(): void {
    for (const id of [...this.sessions.keys()]) this.closeSession(id);
    for (const server of this.servers) server.close();
  }

  private get origins(): string[] {
    return this.ports.map(originOf);
  }

  private async open(port: number): Promise<void> {
    const server = createServer((request, response) => void this.answer(request, response));
    server.keepAliveTimeout = 0;
    server.on('connection', (socket) => socket.setNoDelay(true));
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) => reject(listenError(port, error)));
      server.listen(port, loopback, resolve);
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error(`no port was given on ${loopback}`);
    this.ports.push(address.port);
    this.servers.push(server);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers, socket } = request;
    const host = `${loopback}:${socket.localPort}`;
    const admission = admit({ method, url, headers, host }, (token) => this.players.get(token));
    if (admission.type === 'refused') return refuse(response, admission.status);
    const { player, file } = admission;
    player.responses.add(response);
    response.once('close', () => player.responses.delete(response));
    allow(response, player.session.options.allowedOrigin);
    await serve(request, response, { player, file, pacer: this.pacer, clock }).catch(() =>
      refuse(response, 500),
    );
  }
}

function listenError(port: number, error: Error & { code?: string }): Error {
  const reason = error.code === 'EADDRINUSE' ? 'the port is taken by another program' : error.message;
  return new Error(`the media server cannot listen on ${loopback}:${port}: ${reason}`);
}
