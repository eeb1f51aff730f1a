import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InferenceServer } from '../../../src/node/inference-server/server';
import { ask, defaultServed, post, startService } from './world';

let service: InferenceServer;
const page = 'https://player.example';
beforeAll(async () => {
  service = await startService({ allowedHosts: ['box.local'], origins: [page] });
});
afterAll(() => service.stop());

const observation = {
  ...{ chunkIndex: 3, chunksLeft: 10, chunkSeconds: 4, ladderKbps: [300, 750, 1200], lastLevel: 1 },
  ...{ upcomingChunkKilobits: null, bufferSeconds: 8, bufferCapSeconds: 20 },
  downloads: [{ kilobits: 3000, seconds: 1.5, firstByteSeconds: 0.1 }],
};
const question = { observation };

test.each([
  { downloads: [{ kilobits: 1e9, seconds: 1e-320, firstByteSeconds: 0 }] },
  { downloads: [{ kilobits: 1e-320, seconds: 1e9, firstByteSeconds: 0 }] },
])('numbers that the network makes no number of are refused, never answered with NaN: %j', async (change) => {
  const { status, text } = await post(service.address, '/v1/decision', {
    observation: { ...observation, ...change },
  });
  expect(status).toBe(400);
  expect(text).toContain('"field":"observation"');
});

describe('the Host', () => {
  const paths = ['/v1/decision', '/v1/models', '/health', '/metrics', '/openapi.json', '/', '/none', '/%zz'];
  test.each(paths)('of another name is refused at %s', async (path) => {
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const { status, text } = await ask(service.address, path, {
        method,
        headers: { Host: 'evil.example' },
      });
      expect({ method, status }).toEqual({ method, status: 403 });
      expect(text).toContain('"received":"evil.example"');
    }
  });

  test('may be localhost or a configured name, with the port; another port is refused', async () => {
    const { port } = new URL(service.address);
    const status = async (host: string) =>
      (await ask(service.address, '/health', { headers: { Host: host } })).status;
    expect(await status(`localhost:${port}`)).toBe(200);
    expect(await status(`127.0.0.1:${port}`)).toBe(200);
    expect(await status(`box.local:${port}`)).toBe(200);
    expect(await status('box.local')).toBe(200);
    expect(await status('localhost:1')).toBe(403);
    expect(await status('127.0.0.1')).toBe(403);
    expect(await status(`127.0.0.1.nip.example:${port}`)).toBe(403);
  });
});

describe('the Origin', () => {
  const from = (origin: string, method = 'POST') =>
    ask(service.address, '/v1/decision', {
      ...{ method, headers: { Origin: origin } },
      ...(method === 'POST' && { body: question }),
    });

  test('of a listed page is let in by name, never by a wildcard', async () => {
    const { status, headers } = await from(page);
    expect(status).toBe(200);
    expect(headers['access-control-allow-origin']).toBe(page);
    const before = await ask(service.address, '/v1/decision', {
      method: 'OPTIONS',
      headers: { Origin: page, 'Access-Control-Request-Method': 'POST' },
    });
    expect(before.status).toBe(204);
    expect(before.headers['access-control-allow-origin']).toBe(page);
  });

  test('of the service itself needs no list', async () => {
    expect((await from(service.address)).status).toBe(200);
  });

  test.each(['https://evil.example', 'null', 'http://player.example', `${page}:8443`])(
    'of %s is refused, preflights too',
    async (origin) => {
      for (const method of ['POST', 'OPTIONS']) {
        const { status, headers } = await from(origin, method);
        expect(status).toBe(403);
        expect(headers['access-control-allow-origin']).toBeUndefined();
      }
    },
  );
});

describe('bad input is told by its field, what was expected and what came', () => {
  const spoilt = (change: object) => ({ observation: { ...observation, ...change } });
  const cases: [string, unknown, string, string][] = [
    ['a missing field', spoilt({ bufferSeconds: undefined }), 'observation.bufferSeconds', 'nothing'],
    ['a text', spoilt({ bufferSeconds: '8' }), 'observation.bufferSeconds', '"8"'],
    ['a negative time', spoilt({ bufferSeconds: -1 }), 'observation.bufferSeconds', '-1'],
    ['a ladder that falls', spoilt({ ladderKbps: [300, 200] }), 'observation.ladderKbps', '[300,200]'],
    ['a level above the ladder', spoilt({ lastLevel: 3 }), 'observation.lastLevel', '3'],
    [
      'sizes of another ladder',
      spoilt({ upcomingChunkKilobits: [[1, 2]] }),
      'observation.upcomingChunkKilobits',
      '[[1,2]]',
    ],
    [
      'a download of no time',
      spoilt({ downloads: [{ kilobits: 1, seconds: 0, firstByteSeconds: 0 }] }),
      'observation.downloads.0.seconds',
      '0',
    ],
    ['a field that is not known', spoilt({ buffer: 1 }), 'observation.buffer', '1'],
    ['no observation', {}, 'observation', 'nothing'],
    ['a number', 7, 'body', '7'],
    ['an empty batch', { observations: [] }, 'observations', '[]'],
    ['an unknown measure', { ...question, qoe: 'vmaf' }, 'qoe', '"vmaf"'],
    ['a measure for other ladders', { ...question, qoe: 'hd' }, 'qoe', '"hd"'],
  ];
  test.each(cases)('%s', async (_, body, field, received) => {
    const { status, text } = await post(service.address, '/v1/decision', body);
    expect(status).toBe(400);
    expect(JSON.parse(text)).toEqual({
      error: { message: expect.any(String), field, expected: expect.stringMatching(/./), received },
    });
  });

  test('infinite numbers, which JSON can write, are no numbers', async () => {
    const body = JSON.stringify(question).replace('"bufferSeconds":8', '"bufferSeconds":1e999');
    const { status, text } = await post(service.address, '/v1/decision', body);
    expect({ status, text }).toEqual({
      status: 400,
      text: expect.stringContaining('observation.bufferSeconds'),
    });
  });

  test.each([
    ['half a text', '{"observation":', {}, 400],
    ['no JSON type', JSON.stringify(question), { 'Content-Type': 'text/plain' }, 415],
    ['more than a megabyte', `"${'x'.repeat(1024 * 1024)}"`, {}, 413],
    ['a prototype', '{"__proto__":{"a":1}}', {}, 400],
  ])('a body of %s', async (_, body, headers, expected) => {
    const { status, text } = await ask(service.address, '/v1/decision', { method: 'POST', body, headers });
    expect(status).toBe(expected);
    expect(JSON.parse(text)).toEqual({ error: { message: expect.stringMatching(/./) } });
  });

  test('a model or session that is not there', async () => {
    const model = await post(service.address, '/v1/decision', { ...question, model: 'other' });
    expect({ ...model, headers: null }).toMatchObject({
      status: 404,
      text: expect.stringContaining('"field":"model"'),
    });
    const change = { chunkIndex: 0, bufferSeconds: 0, lastLevel: null, downloads: [] };
    expect((await post(service.address, '/v1/sessions/abc/decision', change)).status).toBe(404);
    expect((await ask(service.address, '/v1/sessions/abc', { method: 'DELETE' })).status).toBe(404);
  });
});

test('more requests a second than allowed get 429', async () => {
  const strict = await startService({ requestsPerSecond: 5 });
  const answers = await Promise.all(Array.from({ length: 40 }, () => ask(strict.address, '/health')));
  await strict.stop();
  const refused = answers.filter(({ status }) => status === 429);
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(5);
  expect(refused.length).toBeGreaterThanOrEqual(5);
  expect(refused[0].text).toContain('an address may make 5 requests a second');
});

test('one session more than the limit is refused, until one is closed', async () => {
  const small = await startService({ sessionLimits: { count: 2, expirySeconds: 600 } });
  const session = { chunkSeconds: 4, ladderKbps: [300, 900], bufferCapSeconds: 20, chunkCount: 9 };
  const open = () => post(small.address, '/v1/sessions', session);
  const first = await open();
  expect([first.status, (await open()).status, (await open()).status]).toEqual([201, 201, 429]);
  const { id } = Object(JSON.parse(first.text));
  expect((await ask(small.address, `/v1/sessions/${id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await open()).status).toBe(201);
  await small.stop();
});

test('a port that is taken, and a model that is not there, end the start in a sentence', async () => {
  const { port } = new URL(service.address);
  await expect(startService({ port: Number(port) })).rejects.toThrow(
    `port ${port} of 127.0.0.1 is taken by another program; choose another port`,
  );
  await expect(startService({ models: [{ id: 'gone', folder: '/nowhere' }] })).rejects.toThrow(
    'the model in "nowhere" lacks policy.json',
  );
});

test('stopping answers what is under way and then listens no more', async () => {
  const own = await startService({ models: [defaultServed] });
  const { hostname, port } = new URL(own.address);
  const body = JSON.stringify(question);
  const asked = request({
    ...{ host: hostname, port, path: '/v1/decision', method: 'POST', agent: false },
    headers: {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      Expect: '100-continue',
    },
  });
  asked.flushHeaders();
  await once(asked, 'continue'); // the service has the request, and waits for its body
  const answered = new Promise<number | undefined>((resolve) => {
    asked.on('response', (response) => resolve(response.resume().statusCode));
  });
  const stopped = own.stop();
  asked.end(body);
  expect(await answered).toBe(200);
  await stopped;
  await expect(ask(own.address, '/health')).rejects.toThrow('ECONNREFUSED');
});
