import Ajv2020 from 'ajv/dist/2020';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as v from 'valibot';
import { Presentations } from '../../../src/node/inference-server/presentations';
import type { InferenceServer } from '../../../src/node/inference-server/server';
import { ask, post, startService, type Answered } from './world';

/** The document is held to the running service: every path, method and status of it is asked for. */

const work = mkdtempSync(join(tmpdir(), 'neuralstream-service-'));
let service: InferenceServer;

const operationSchema = v.looseObject({
  requestBody: v.optional(
    v.looseObject({ content: v.record(v.string(), v.looseObject({ schema: v.looseObject({}) })) }),
  ),
  responses: v.record(
    v.string(),
    v.looseObject({
      description: v.string(),
      content: v.optional(v.record(v.string(), v.looseObject({ schema: v.looseObject({}) }))),
    }),
  ),
});
const documentSchema = v.looseObject({
  openapi: v.literal('3.1.0'),
  info: v.looseObject({ title: v.string(), version: v.string() }),
  paths: v.record(v.string(), v.record(v.string(), operationSchema)),
});
type Document = v.InferOutput<typeof documentSchema>;

const observation = {
  ...{ chunkIndex: 3, chunksLeft: 10, chunkSeconds: 4, ladderKbps: [300, 750], lastLevel: 1 },
  ...{ upcomingChunkKilobits: [[1200, 3000]], bufferSeconds: 8, bufferCapSeconds: 20 },
  downloads: [{ kilobits: 3000, seconds: 1.5, firstByteSeconds: 0.1 }],
};
const newSession = { chunkSeconds: 4, ladderKbps: [300, 750], bufferCapSeconds: 20, chunkCount: 12 };
const change = { chunkIndex: 0, bufferSeconds: 0, lastLevel: null, downloads: [] };

beforeAll(async () => {
  const video = join(work, 'media/video');
  mkdirSync(video, { recursive: true });
  writeFileSync(join(video, 'manifest.mpd'), '<MPD/>');
  writeFileSync(join(video, 'chunk-0-00001.m4s'), '0123456789');
  writeFileSync(join(work, 'secret.m4s'), 'secret');
  symlinkSync(join(work, 'secret.m4s'), join(video, 'link.m4s'));
  const source = {
    ...{ path: '/home/ada/video.mp4', container: 'mp4', durationSeconds: 4, width: 16, height: 16 },
    ...{ codec: 'h264', frameRate: 25, variableFrameRate: false, rotationDegrees: 0, sampleAspect: 1 },
    ...{ hdr: false, audio: null, sizeBytes: 1 },
  };
  const level = { kbps: 300, width: 16, height: 16, codecs: 'avc1', chunkBytes: [1000] };
  const presentation = {
    ...{ version: 1, name: 'A video', createdAt: '2026-01-01T00:00:00.000Z', source, chunkSeconds: 4 },
    ...{
      durationSeconds: 4,
      levels: [level],
      audio: null,
      manifest: 'manifest.mpd',
      poster: 'p.jpg',
      bytes: 1,
    },
  };
  writeFileSync(join(video, 'presentation.json'), JSON.stringify(presentation));
  const page = join(work, 'page');
  mkdirSync(join(page, 'assets'), { recursive: true });
  writeFileSync(join(page, 'index.html'), '<!doctype html>');
  writeFileSync(join(page, 'assets/index.js'), '0');
  const presentations = new Presentations([join(work, 'media')]);
  service = await startService({ page: { folder: page, presentations, decisionsAt: null } });
});
afterAll(async () => {
  await service.stop();
  rmSync(work, { recursive: true, force: true });
});

async function readDocument(): Promise<Document> {
  return v.parse(documentSchema, JSON.parse((await ask(service.address, '/openapi.json')).text));
}

/** A question for each path and method that is answered well, by `METHOD /path`. */
async function goodAnswers(): Promise<Record<string, Answered[]>> {
  const { address } = service;
  const get = (path: string) => ask(address, path);
  const session = await post(address, '/v1/sessions', newSession);
  const { id: sessionId } = Object(JSON.parse(session.text));
  const presentations = await get('/v1/presentations');
  const { presentations: list } = Object(JSON.parse(presentations.text));
  const { id } = Object(list[0]);
  const chunk = `/media/${id}/chunk-0-00001.m4s`;
  return {
    'POST /v1/decision': [
      await post(address, '/v1/decision', { observation, qoe: 'log', model: 'default' }),
      await post(address, '/v1/decision', { observations: [observation, observation] }),
    ],
    'POST /v1/sessions': [session],
    'POST /v1/sessions/{id}/decision': [await post(address, `/v1/sessions/${sessionId}/decision`, change)],
    'DELETE /v1/sessions/{id}': [await ask(address, `/v1/sessions/${sessionId}`, { method: 'DELETE' })],
    'GET /v1/models': [await get('/v1/models')],
    'GET /health': [await get('/health')],
    'GET /metrics': [await get('/metrics')],
    'GET /openapi.json': [await get('/openapi.json')],
    'GET /': [await get('/')],
    'GET /index.html': [await get('/index.html')],
    'GET /assets/{file}': [await get('/assets/index.js')],
    'GET /player.json': [await get('/player.json')],
    'GET /v1/presentations': [presentations],
    'GET /v1/presentations/{id}': [await get(`/v1/presentations/${id}`)],
    'GET /media/{id}/{file}': [
      await get(chunk),
      await ask(address, chunk, { headers: { Range: 'bytes=2-4' } }),
      await ask(address, chunk, { headers: { Range: 'bytes=99-' } }),
    ],
  };
}

const ajv = new Ajv2020({ strict: true, strictTypes: false });

function expectDocumented({ responses }: v.InferOutput<typeof operationSchema>, answer: Answered): void {
  const { status, headers, text } = answer;
  const { content } = responses[String(status)] ?? {};
  expect(responses, `status ${status}`).toHaveProperty(String(status));
  if (!content) return expect(text).toBe('');
  const [type, { schema }] = Object.entries(content)[0];
  if (type !== '*/*') expect(headers['content-type']?.toString().split(';')[0]).toBe(type.split(';')[0]);
  if (type !== 'application/json') return;
  const validate = ajv.compile(schema);
  expect({ valid: validate(JSON.parse(text)), errors: validate.errors }).toEqual({
    valid: true,
    errors: null,
  });
}

test('every path and method of the document is answered by the running service as it says', async () => {
  const { paths } = await readDocument();
  const answers = await goodAnswers();
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  );
  expect(operations.map(({ name }) => name).sort()).toEqual(Object.keys(answers).sort());
  for (const { name, operation } of operations) {
    for (const answer of answers[name]) {
      expect(answer.status, name).toBeLessThan(500);
      expectDocumented(operation, answer);
    }
    const statuses = answers[name].map(({ status }) => status);
    for (const status of Object.keys(operation.responses).filter((text) => text < '400' || text === '416')) {
      expect(statuses, name).toContain(Number(status));
    }
  }
});

test('what is refused is refused as the document says, and good bodies are those that its schemas take', async () => {
  const { paths } = await readDocument();
  const { address } = service;
  const decision = paths['/v1/decision'].post;
  const refused = [
    await post(address, '/v1/decision', {}),
    await ask(address, '/v1/decision', { method: 'POST', body: '{' }),
    await ask(address, '/v1/decision', {
      method: 'POST',
      body: '1',
      headers: { 'Content-Type': 'text/plain' },
    }),
    await post(address, '/v1/decision', 'x'.repeat(2e6)),
    await ask(address, '/v1/decision', { method: 'POST', headers: { Host: 'evil.example' } }),
    await post(address, '/v1/decision', { observation, model: 'none' }),
  ];
  expect(refused.map(({ status }) => status)).toEqual([400, 400, 415, 413, 403, 404]);
  refused.forEach((answer) => expectDocumented(decision, answer));
  const takes = ajv.compile(decision.requestBody?.content['application/json'].schema ?? {});
  expect(takes({ observation })).toBe(true);
  expect(takes({ observations: [observation] })).toBe(true);
  expect(takes({ observation: { ...observation, bufferSeconds: -1 } })).toBe(false);
  expect(takes({ observation: { ...observation, more: 1 } })).toBe(false);
});

test('media: ranges, no way out of the folder, and no word of where it lies', async () => {
  const { address } = service;
  const list = await ask(address, '/v1/presentations');
  const id = /"id":"(\w+)"/.exec(list.text)?.[1] ?? '';
  const part = await ask(address, `/media/${id}/chunk-0-00001.m4s`, { headers: { Range: 'bytes=2-4' } });
  expect(part).toMatchObject({ status: 206, text: '234', headers: { 'content-range': 'bytes 2-4/10' } });
  for (const name of ['link.m4s', '..%2Fsecret.m4s', '%2e%2e/secret.m4s', 'presentation.json', '%00', '.']) {
    const { status } = await ask(address, `/media/${id}/${name}`);
    expect({ name, status }).toEqual({ name, status: 404 });
  }
  const one = await ask(address, `/v1/presentations/${id}`);
  expect(one.text + list.text).not.toMatch(/ada|media\/video/);
  expect(readFileSync(join(work, 'secret.m4s'), 'utf8')).toBe('secret');
});

test('the page has a strict policy that names only the service it asks', async () => {
  const presentations = new Presentations([]);
  const decisionsAt = 'http://127.0.0.1:9';
  const other = await startService({ page: { folder: join(work, 'page'), presentations, decisionsAt } });
  const policies = [service, other].map(async ({ address }) =>
    String((await ask(address, '/index.html')).headers['content-security-policy']),
  );
  const [own, foreign] = await Promise.all(policies);
  await other.stop();
  for (const policy of [own, foreign])
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
  expect(own).toContain("connect-src 'self';");
  expect(foreign).toContain(`connect-src 'self' ${decisionsAt};`);
});
