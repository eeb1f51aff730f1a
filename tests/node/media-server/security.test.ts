import { rename, symlink, unlink } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MediaServer } from '../../../src/node/media-server/server';
import { ask, CHUNK, ORIGIN, presentation, sessionOptions, type Answer } from './world';

const server = new MediaServer();
let folder = '';
let remove = async (): Promise<void> => {};
let manifestUrl = '';
let secondUrl = '';

beforeAll(async () => {
  ({ folder, remove } = await presentation());
  await server.listen([0, 0]);
  const { players } = await server.openSession(sessionOptions(folder, { playerCount: 2 }));
  [manifestUrl, secondUrl] = players.map((player) => player.manifestUrl);
});
afterAll(async () => {
  server.close();
  await remove();
});

const file = (name: string, base = manifestUrl): string => base.replace('manifest.mpd', name);
const place = (): string => new URL(manifestUrl).pathname.replace('manifest.mpd', '');
const raw = (rawPath: string): Promise<Answer> => ask(manifestUrl, { path: rawPath });

describe('what is served', () => {
  test('the manifest, chunks, folders below and links that stay inside', async () => {
    expect((await ask(manifestUrl)).body.toString()).toBe('<MPD/>');
    expect((await ask(file('chunk%200.m4s'))).body.equals(CHUNK)).toBe(true);
    expect((await ask(file('audio/a.m4s'))).body.toString()).toBe('sound');
    expect((await ask(file('link-in.m4s'))).body.toString()).toBe('sound');
    const empty = await ask(file('empty.m4s'));
    expect([empty.status, empty.headers['content-length']]).toEqual([200, '0']);
  });

  test('with the headers that a page on the allowed origin needs, and none for others', async () => {
    const { headers } = await ask(manifestUrl, { headers: { Origin: ORIGIN } });
    expect(headers['access-control-allow-origin']).toBe(ORIGIN);
    expect(headers['timing-allow-origin']).toBe(ORIGIN);
    expect(headers['access-control-expose-headers']).toContain('Content-Length');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['content-type']).toBe('application/dash+xml');
  });

  test('HEAD answers with the size and no body', async () => {
    const { status, headers, body } = await ask(file('chunk%200.m4s'), { method: 'HEAD' });
    expect([status, headers['content-length'], body.length]).toEqual([200, '100000', 0]);
  });

  test('a range is 206 with just those bytes; one outside is 416', async () => {
    const part = await ask(file('chunk%200.m4s'), { headers: { Range: 'bytes=500-1499' } });
    expect([part.status, part.headers['content-range']]).toEqual([206, 'bytes 500-1499/100000']);
    expect(part.body.equals(CHUNK.subarray(500, 1500))).toBe(true);
    const outside = await ask(file('chunk%200.m4s'), { headers: { Range: 'bytes=100000-' } });
    expect([outside.status, outside.headers['content-range']]).toEqual([416, 'bytes */100000']);
  });
});

describe('what is refused', () => {
  test.each(['localhost', 'evil.example', '127.0.0.1', '127.0.0.1:1'])('Host %s', async (Host) => {
    expect((await ask(manifestUrl, { headers: { Host } })).status).toBe(403);
  });

  test.each(['null', 'app://neuralstream.evil', 'http://neuralstream', 'APP://NEURALSTREAM'])(
    'Origin %s, without a word to it',
    async (Origin) => {
      const { status, headers } = await ask(manifestUrl, { headers: { Origin } });
      expect(status).toBe(403);
      expect(headers['access-control-allow-origin']).toBeUndefined();
    },
  );

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('method %s', async (method) => {
    const { status, headers } = await ask(manifestUrl, { method });
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  test('a wrong token, no token, and one player on the path of another', async () => {
    expect((await raw(`/${'0'.repeat(32)}/p0/manifest.mpd`)).status).toBe(404);
    expect((await raw('/manifest.mpd')).status).toBe(404);
    expect((await raw('/')).status).toBe(404);
    expect((await raw(place().replace('/p0/', '/p1/') + 'manifest.mpd')).status).toBe(404);
    expect(new URL(secondUrl).pathname.split('/')[1]).not.toBe(place().split('/')[1]);
    expect(place().split('/')[1]).toMatch(/^[0-9a-f]{32}$/);
  });

  test.each([
    '../outside.m4s',
    '..%2foutside.m4s',
    '%2e%2e/outside.m4s',
    'audio/../../outside.m4s',
    'audio/..%2f..%2foutside.m4s',
    '..\\outside.m4s',
    '/etc/passwd',
    '%2fetc%2fpasswd',
    '%',
    'manifest.mpd%00',
    'presentation.json',
    '.hidden.m4s',
    'link-out.m4s',
    'audio',
    'no-such.m4s',
  ])('the path %s', async (name) => {
    const { status, body } = await raw(place() + name);
    expect(status).toBe(404);
    expect(body.toString()).not.toContain('secret');
  });

  test('a file that has since been replaced by a link to elsewhere, and one that is gone', async () => {
    const chunk = path.join(folder, 'chunk 0.m4s');
    await rename(chunk, `${chunk}.kept`);
    expect((await ask(file('chunk%200.m4s'))).status).toBe(404);
    await symlink(path.join(folder, '../outside.m4s'), chunk);
    expect((await ask(file('chunk%200.m4s'))).status).toBe(404);
    await unlink(chunk);
    await rename(`${chunk}.kept`, chunk);
    expect((await ask(file('chunk%200.m4s'))).status).toBe(200);
  });

  test('every path of a session that has been closed', async () => {
    const { sessionId, players } = await server.openSession(sessionOptions(folder));
    expect((await ask(players[0].manifestUrl)).status).toBe(200);
    server.closeSession(sessionId);
    expect((await ask(players[0].manifestUrl)).status).toBe(404);
  });
});

test('it listens on the loopback address alone, a port for each player position', () => {
  const [first, second] = [new URL(manifestUrl), new URL(secondUrl)];
  expect(first.hostname).toBe('127.0.0.1');
  expect(first.port).not.toBe(second.port);
});

test('a folder without a manifest, a relative one and one that is not there are refused by name', async () => {
  const open = (name: string): Promise<unknown> => server.openSession(sessionOptions(name));
  await expect(open(path.join(folder, 'audio'))).rejects.toThrow('no DASH manifest');
  await expect(open('clip')).rejects.toThrow('must be absolute, got "clip"');
  await expect(open(path.join(folder, 'gone'))).rejects.toThrow('cannot be read');
});
