import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { whatIs } from '../../src/node/opened-path';
import { SessionStore } from '../../src/node/session-store';
import { savedSession } from '../renderer/saved-session';

const folder = mkdtempSync(join(tmpdir(), 'opened-'));
const agent = join(folder, 'Ein Agent é');
cpSync(resolve(import.meta.dirname, '../../resources/models/default'), agent, { recursive: true });
writeFileSync(join(agent, 'Ein Agent.neuralstream-policy'), '{"policy":"policy.json"}');

test('a session’s file is known by its ending and by its content', async () => {
  const session = savedSession;
  for (const name of ['one.neuralstream-session', 'Two.JSON']) {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(session));
    expect(await whatIs(path)).toEqual({ type: 'session', path, name: session.name });
  }
});

test('a file that calls itself a session and is none is refused by name', async () => {
  const path = join(folder, 'broken.neuralstream-session');
  writeFileSync(path, '{"version":2}');
  await expect(whatIs(path)).rejects.toThrow(
    /broken\.neuralstream-session is no session of this version: version/,
  );
});

test('an agent is known by its folder, by its policy and by the file beside it', async () => {
  for (const path of [agent, join(agent, 'policy.json'), join(agent, 'Ein Agent.neuralstream-policy')])
    expect(await whatIs(path)).toMatchObject({ type: 'model', folder: agent });
  const alone = join(folder, 'alone.neuralstream-policy');
  writeFileSync(alone, '{}');
  await expect(whatIs(alone)).rejects.toThrow('policy.json');
});

test('everything else is a video, which the preparing looks at more closely', async () => {
  for (const path of [join(folder, 'a clip.mp4'), join(folder, 'no ending'), folder])
    expect(await whatIs(path)).toEqual({ type: 'video', path });
});

test('a session that is taken in twice is there once, also under another name', async () => {
  const kept = join(folder, 'sessions');
  mkdirSync(kept);
  const store = new SessionStore(kept);
  const id = await store.takeIn(savedSession);
  expect(await store.takeIn({ ...savedSession, name: 'renamed' })).toBe(id);
  expect(await store.takeIn({ ...savedSession, seconds: 77 })).not.toBe(id);
  expect(await store.list()).toHaveLength(2);
});
