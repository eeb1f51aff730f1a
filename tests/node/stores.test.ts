import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sessionReport } from '../../src/node/session-report';
import { SessionStore } from '../../src/node/session-store';
import { changeSettings, readSettings } from '../../src/node/settings';
import { defaultSettings, type SavedSession } from '../../src/shared/stored';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'neuralstream-stores-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const summary = {
  chunks: 2,
  meanBitrateKbps: 1000,
  switches: 1,
  stalls: 1,
  stallSeconds: 0.5,
  startupSeconds: 0.8,
  qoe: { quality: 1, stall: -1, switches: -0.5, total: -0.5 },
};

const chunk = {
  kilobits: 1000,
  downloadSeconds: 1,
  bufferSeconds: 2,
  stallSeconds: 0,
  reason: 'a <b> & "c"',
};

const session: SavedSession = {
  version: 1,
  name: 'First <try>',
  createdAt: '2026-01-02T03:04:05.000Z',
  seconds: 12,
  presentation: { id: 'p', name: 'clip', ladderKbps: [500, 1000], chunkSeconds: 2 },
  conditions: { bufferCapSeconds: 20, links: 'separate', loop: false, sameConditions: false },
  bandwidth: [{ atSeconds: 0, kbps: 4000, addedLatencyMs: 0 }],
  players: [
    {
      algorithm: 'bola',
      name: 'BOLA',
      rules: 'neuralstream',
      chunks: [
        { index: 0, level: 0, atSeconds: 1, ...chunk },
        { index: 1, level: 1, atSeconds: 2, ...chunk },
      ],
      stalls: [{ fromSeconds: 3, toSeconds: 3.5 }],
      buffer: [{ atSeconds: 0, bufferSeconds: 0 }],
      summary,
      summaryLog: summary,
    },
  ],
  verdict: 'BOLA was alone.',
};

describe('SessionStore', () => {
  test('a comparison comes back as it was saved, under its new name', async () => {
    const store = new SessionStore(folder);
    const { id } = await store.save(session);
    await store.rename(id, 'Second');
    expect(await store.read(id)).toEqual({ ...session, name: 'Second' });
    expect(await store.list()).toMatchObject([
      { id, name: 'Second', players: [{ name: 'BOLA', qoe: -0.5 }] },
    ]);
    await store.remove(id);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a broken file is passed over in the list and kept; reading it says what is wrong', async () => {
    writeFileSync(join(folder, 'broken.json'), '{"version": 9}');
    writeFileSync(join(folder, 'half.json'), '{"vers');
    const store = new SessionStore(folder);
    expect(await store.list()).toEqual([]);
    await expect(store.read('broken')).rejects.toThrow(/broken\.json is no session of this version: version/);
    await expect(store.read('half')).rejects.toThrow(/half\.json is no session: expected JSON/);
    expect(readdirSync(folder)).toHaveLength(2);
  });
});

describe('settings', () => {
  test('a change is kept, the rest has its default', async () => {
    const path = join(folder, 'settings.json');
    expect(await readSettings(path)).toEqual(defaultSettings);
    await changeSettings(path, { theme: 'light' });
    expect(await readSettings(path)).toEqual({ ...defaultSettings, theme: 'light' });
  });

  test('an unreadable file means the defaults', async () => {
    const path = join(folder, 'settings.json');
    writeFileSync(path, '{"bufferCapSeconds": "many"}');
    expect(await readSettings(path)).toEqual(defaultSettings);
  });
});

test('a report holds the figures, escapes names and asks nothing from elsewhere', () => {
  const html = sessionReport(session, 'AAAA');
  expect(html).toContain('First &lt;try&gt;');
  expect(html).toContain('a &lt;b&gt; &amp; &quot;c&quot;');
  expect(html).toContain('BOLA was alone.');
  expect(html).not.toMatch(/(src|href)="(?!data:)/);
});
