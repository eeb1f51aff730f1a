import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { answer, contentSecurityPolicy } from '../../src/main/app-scheme';
import { serveScheme, type SchemeHandler } from '../../src/main/electron-api';
import { answerCall } from '../../src/main/ipc';
import type { Calls } from '../../src/shared/contract/contract';
import { isWebLink } from '../../src/main/security';

vi.mock('electron', () => ({ ipcMain: {}, protocol: {}, app: {}, session: {}, shell: {} }));

const page = 'app://neuralstream/index.html';

const systemError = Object.assign(new Error("EACCES: permission denied, open '/home/ann/run.json'"), {
  ...{ code: 'EACCES', syscall: 'open', path: '/home/ann/run.json' },
});

describe('the gate between window and main', () => {
  const nothing = (): never => {
    throw new Error('must not be called');
  };
  const calls: Calls = new Proxy(Object.create(null), { get: () => nothing });
  const removed: string[] = [];
  const withRemove: Calls = { ...calls, removeEntry: ({ id }) => void removed.push(id) };

  test('runs a call whose argument fits its schema', async () => {
    expect(await answerCall(withRemove, page, 'removeEntry', { id: 'a1' })).toEqual({
      ok: true,
      value: undefined,
    });
    expect(removed).toEqual(['a1']);
  });

  test('refuses a foreign page, an unknown call and a prototype’s name', async () => {
    for (const [url, name] of [
      ['https://example.org/', 'removeEntry'],
      ['app://neuralstream.evil/x', 'removeEntry'],
      [page, 'removeEverything'],
      [page, 'toString'],
      [page, 7],
    ] as const) {
      expect((await answerCall(withRemove, url, name, { id: 'a1' })).ok).toBe(false);
    }
  });

  test('says where the argument is wrong', async () => {
    const refused = await answerCall(withRemove, page, 'removeEntry', { id: '../../etc' });
    expect(refused).toMatchObject({
      ok: false,
      message: expect.stringContaining('removeEntry: id: expected an id'),
    });
  });

  test('refuses a request that is too large or too deep before its schema looks at it', async () => {
    let deep: unknown = [];
    for (let i = 0; i < 100_000; i++) deep = [deep];
    for (const request of [{ id: 'x'.repeat(2e6) }, { id: new Array(20_000).fill('x') }, { id: deep }]) {
      const refused = await answerCall(withRemove, page, 'removeEntry', request);
      expect(refused).toMatchObject({
        ok: false,
        message: expect.stringMatching(/^removeEntry: the request is too large: it holds .{1,60}$/),
      });
    }
  });

  test('stops at the first of a million faults', async () => {
    let reads = 0;
    const parts = new Proxy(new Array(1_000_000).fill(true), {
      get: (list, key, receiver) => (reads++, Reflect.get(list, key, receiver)),
    });
    const trace = { name: 'a', durationsSeconds: parts, kbps: [1] };
    expect(await answerCall(withRemove, page, 'saveTrace', trace)).toEqual({
      ok: false,
      message: 'saveTrace: durationsSeconds.0: Invalid type: Expected number but received true',
    });
    expect(reads).toBeLessThan(2_100_000); // the length and the value of each for its size, then one
  });

  test('quotes no more than 80 characters of the request', async () => {
    const x80 = 'x'.repeat(80);
    expect(await answerCall(withRemove, page, 'x'.repeat(1e6), {})).toEqual({
      ok: false,
      message: `unknown call "${x80}…"`,
    });
    expect(await answerCall(withRemove, page, 'switchService', { on: 'x'.repeat(1e5), port: 1 })).toEqual({
      ok: false,
      message: `switchService: on: Invalid type: Expected boolean but received "${x80}…"`,
    });
  });

  test('an error of the system in a call is told without the path of the file', async () => {
    const failing: Calls = { ...withRemove, listRuns: () => Promise.reject(systemError) };
    expect(await answerCall(failing, page, 'listRuns', null)).toEqual({
      ok: false,
      message: 'run.json: permission was denied',
    });
  });

  test('lets the inputs of native inference through', async () => {
    const input = { context: new Float32Array(36), candidates: new Float32Array(60) };
    const result = { scores: [1], value: 2 };
    const answering: Calls = { ...calls, infer: () => result };
    const request = { model: 'default', version: 'v', input };
    expect(await answerCall(answering, page, 'infer', request)).toEqual({ ok: true, value: result });
  });

  test('an error in a call becomes its sentence', async () => {
    const failing: Calls = {
      ...withRemove,
      cancelJob: () => {
        throw new Error('there is no job x');
      },
    };
    expect(await answerCall(failing, page, 'cancelJob', { id: 'x' })).toEqual({
      ok: false,
      message: 'there is no job x',
    });
  });
});

describe('app://', () => {
  const folder = mkdtempSync(join(tmpdir(), 'neuralstream-scheme-'));
  const folders = { renderer: join(folder, 'renderer'), library: join(folder, 'library') };
  beforeAll(() => {
    mkdirSync(folders.renderer);
    mkdirSync(join(folders.library, 'abc'), { recursive: true });
    writeFileSync(join(folders.renderer, 'index.html'), '<p>');
    writeFileSync(join(folders.library, 'abc', 'poster.jpg'), 'jpeg');
    writeFileSync(join(folder, 'secret.html'), 'secret');
    symlinkSync(join(folder, 'secret.html'), join(folders.renderer, 'link.html'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const ask = (path: string): ReturnType<typeof answer> =>
    answer(`app://neuralstream${path}`, folders, ['http://127.0.0.1:1']);

  test('serves the window with its policy, and posters of the library', async () => {
    const index = await ask('/index.html');
    expect(index).toMatchObject({ status: 200, headers: { 'Content-Type': 'text/html; charset=utf-8' } });
    expect(index.headers['Content-Security-Policy']).toContain("connect-src 'self' http://127.0.0.1:1");
    expect((await ask('/library/abc/poster.jpg')).status).toBe(200);
  });

  test('serves nothing outside, by dots, by link or by another host', async () => {
    expect((await ask('/%2e%2e/secret.html')).status).not.toBe(200);
    expect((await ask('/..%2fsecret.html')).status).toBe(403);
    expect((await ask('/link.html')).status).toBe(403);
    expect((await ask('/absent.js')).status).toBe(404);
    expect((await ask('/library/../secret.html')).status).not.toBe(200);
    expect((await answer('app://other/index.html', folders, [])).status).toBe(403);
  });

  test('an address that cannot be decoded is answered, not an error', async () => {
    expect((await ask('/%E0%A4%A.html')).status).toBe(404);
    expect((await ask('/%00.html')).status).toBe(404);
  });

  test('a handler that fails is answered by both generations of the protocol module', async () => {
    const handler: SchemeHandler = () => Promise.reject(new Error('no ports'));
    const url = 'app://neuralstream/index.html';
    const modern: number[] = [];
    serveScheme('app', handler, {
      handle: (_scheme, serve) => void serve({ url }).then(({ status }) => modern.push(status)),
      registerStreamProtocol: () => expect.unreachable('the modern branch is there'),
    });
    const old: unknown[] = [];
    serveScheme('app', handler, {
      registerStreamProtocol: (_scheme, serve) => serve({ url }, ({ statusCode }) => old.push(statusCode)),
    });
    await vi.waitFor(() => expect([modern, old]).toEqual([[404], [404]]));
  });

  test('the policy allows neither inline scripts nor eval', () => {
    const policy = contentSecurityPolicy([]);
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("default-src 'none'");
  });

  test('both generations of Electron’s protocol module serve the same', async () => {
    const handler: SchemeHandler = (url) => ask(new URL(url).pathname);
    const url = 'app://neuralstream/index.html';
    let modern: Response | null = null;
    serveScheme('app', handler, {
      handle: (_scheme, serve) => void serve({ url }).then((response) => (modern = response)),
      registerStreamProtocol: () => expect.unreachable('the modern branch is there'),
    });
    let old: Electron.ProtocolResponse | null = null;
    serveScheme('app', handler, {
      registerStreamProtocol: (_scheme, serve) => serve({ url }, (response) => (old = response)),
    });
    await vi.waitFor(() => expect(modern !== null && old !== null).toBe(true));
    expect(modern).toMatchObject({ status: 200 });
    expect(old).toMatchObject({ statusCode: 200, headers: { 'Content-Type': 'text/html; charset=utf-8' } });
  });
});

test('only web links leave the application', () => {
  expect(isWebLink('https://example.org/x')).toBe(true);
  expect(isWebLink('file:///etc/passwd')).toBe(false);
  expect(isWebLink('javascript:alert(1)')).toBe(false);
  expect(isWebLink('no url')).toBe(false);
});
