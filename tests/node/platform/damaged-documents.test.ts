import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withChecksum } from '../../../src/node/platform/checksum';
import { listDamaged, removeDamaged, restoreDamaged } from '../../../src/node/platform/damaged';
import { SessionStore } from '../../../src/node/session-store';
import { changeSettings, damagedSettings, readSettings } from '../../../src/node/settings';
import { defaultSettings } from '../../../src/shared/stored';
import { savedSession } from '../../renderer/saved-session';
import { temporaryFolder } from '../../temporary-folder';
import { anyDamage, damageFile, filesBelow } from './damage-file';

describe('saved sessions', () => {
  /** A folder with one session, and its file. */
  async function oneSession(): Promise<{ folder: string; id: string; file: string }> {
    const folder = temporaryFolder('sessions');
    const { id } = await new SessionStore(folder).save(savedSession);
    return { folder, id, file: join(folder, `${id}.json`) };
  }

  test('of 400 files with one flipped bit each, every one is read with its meaning or listed with the reason', async () => {
    const folder = temporaryFolder('sessions');
    const ids = Array.from({ length: 400 }, (_, i) => `session-${i}`);
    for (const id of ids) {
      const text = JSON.stringify(withChecksum({ ...savedSession, name: id }), null, 2);
      writeFileSync(join(folder, `${id}.json`), text);
    }
    ids.forEach((id, i) =>
      damageFile(join(folder, `${id}.json`), { type: 'flip', at: (i + 0.5) / 400, bit: i % 8 }),
    );
    const before = filesBelow(folder);
    const store = new SessionStore(folder);
    const [heads, damaged] = [await store.list(), await listDamaged(store)];
    expect(heads.length + damaged.length).toBe(400);
    for (const { id } of heads) expect(await store.read(id)).toEqual({ ...savedSession, name: id });
    for (const { id, reason } of damaged) {
      expect(ids).toContain(id);
      expect(reason).toMatch(/^\S+\.json( is no session|: its content does not match its checksum)/);
    }
    expect(filesBelow(folder)).toEqual(before);
  });

  test('whatever the damage, a session is read with its meaning or listed, and its file stays as it is', async () => {
    const { folder, id, file } = await oneSession();
    const whole = readFileSync(file);
    await fc.assert(
      fc.asyncProperty(anyDamage, async (damage) => {
        writeFileSync(file, whole);
        damageFile(file, damage);
        const before = filesBelow(folder);
        const store = new SessionStore(folder);
        const heads = await store.list();
        if (heads.length === 1) expect(await store.read(id)).toEqual(savedSession);
        else expect(await listDamaged(store)).toMatchObject([{ id, reason: expect.stringMatching(/.{10}/) }]);
        expect(filesBelow(folder)).toEqual(before);
      }),
      { seed: 21, numRuns: 200 },
    );
  });

  test('a damaged session has its own name where that can be read, and no path', async () => {
    const { folder, file } = await oneSession();
    writeFileSync(file, readFileSync(file, 'utf8').replace('"verdict"', '"verdict'));
    const [{ name, reason, restores }] = await listDamaged(new SessionStore(folder));
    expect({ name, restores }).toEqual({ name: 'By hand', restores: null });
    expect(reason).not.toContain(folder);
  });

  test('one whose file was replaced by a whole one is listed as a session again', async () => {
    const { folder, id, file } = await oneSession();
    const whole = readFileSync(file);
    const store = new SessionStore(folder);
    damageFile(file, { type: 'truncate', at: 0.5 });
    expect(await store.list()).toEqual([]);
    writeFileSync(file, whole);
    expect(await store.list()).toMatchObject([{ id }]);
    expect(await listDamaged(store)).toEqual([]);
  });

  test('one of which only a value has changed is taken as it reads now when it is restored', async () => {
    const { folder, id, file } = await oneSession();
    writeFileSync(file, readFileSync(file, 'utf8').replace('"name": "By hand"', '"name": "By hund"'));
    const store = new SessionStore(folder);
    expect(await listDamaged(store)).toMatchObject([
      { id, restores: 'takes the session as its file reads now' },
    ]);
    await restoreDamaged(store, id);
    expect(await listDamaged(store)).toEqual([]);
    expect(await store.list()).toMatchObject([{ id, name: 'By hund' }]);
  });

  test('removing takes the damaged file and nothing else; what is not listed is not removed', async () => {
    const { folder, id, file } = await oneSession();
    const whole = await new SessionStore(folder).save(savedSession);
    damageFile(file, { type: 'truncate', at: 0 });
    const store = new SessionStore(folder);
    for (const other of [whole.id, '..', '.', `../${id}`])
      await expect(removeDamaged(store, other)).rejects.toThrow('not among the damaged files');
    await removeDamaged(store, id);
    expect(readdirSync(folder)).toEqual([`${whole.id}.json`]);
  });

  test('a session of the version before, which has no checksum, is read as it was written', async () => {
    const folder = temporaryFolder('sessions');
    writeFileSync(join(folder, 'old.json'), `${JSON.stringify(savedSession, null, 2)}\n`);
    const store = new SessionStore(folder);
    expect(await store.read('old')).toEqual(savedSession);
    expect(await listDamaged(store)).toEqual([]);
  });

  test('a folder that is not there yet is empty; one that cannot be read is told, not shown as empty', async () => {
    const folder = temporaryFolder('sessions');
    expect(await new SessionStore(join(folder, 'none')).list()).toEqual([]);
    writeFileSync(join(folder, 'file'), '');
    const sentence = 'the folder "file" cannot be read: a part of the path is a file, not a folder';
    await expect(new SessionStore(join(folder, 'file')).list()).rejects.toThrow(sentence);
    await expect(new SessionStore(join(folder, 'file')).damaged()).rejects.toThrow(sentence);
  });

  test('a link in place of a session is listed as damaged and never followed', async () => {
    const { folder } = await oneSession();
    const outside = join(temporaryFolder('outside'), 'secret.json');
    writeFileSync(outside, JSON.stringify({ name: 'secret' }));
    symlinkSync(outside, join(folder, 'link.json'));
    const [{ id, name, reason }] = await listDamaged(new SessionStore(folder));
    expect({ id, name, reason }).toEqual({
      id: 'link',
      name: 'link.json',
      reason: expect.stringContaining('is a link'),
    });
    await removeDamaged(new SessionStore(folder), 'link');
    expect(readFileSync(outside, 'utf8')).toContain('secret');
  });
});

describe('settings', () => {
  const changed = { ...defaultSettings, theme: 'light', bufferCapSeconds: 33, agent: 'mine' } as const;

  async function settingsFile(): Promise<string> {
    const path = join(temporaryFolder('settings'), 'settings.json');
    await changeSettings(path, changed);
    return path;
  }

  test('whatever the damage, they are read with their meaning, or they are the defaults and the file is listed', async () => {
    const path = await settingsFile();
    const whole = readFileSync(path);
    await fc.assert(
      fc.asyncProperty(anyDamage, async (damage) => {
        writeFileSync(path, whole);
        damageFile(path, damage);
        const before = readFileSync(path);
        const [read, damaged] = [await readSettings(path), await damagedSettings(path)];
        if (damaged.length === 0) expect(read).toEqual(changed);
        else {
          expect(read).toEqual(defaultSettings);
          expect(damaged).toMatchObject([
            { id: 'settings.json', reason: expect.stringMatching(/^settings\.json/) },
          ]);
        }
        expect(readFileSync(path)).toEqual(before);
      }),
      { seed: 22, numRuns: 200 },
    );
  });

  test('a change sets a damaged file aside under its date, byte for byte, and does not overwrite it', async () => {
    const path = await settingsFile();
    damageFile(path, { type: 'truncate', at: 0.6 });
    const damaged = readFileSync(path);
    await changeSettings(path, { loop: true });
    const [aside] = readdirSync(join(path, '..')).filter((name) => name !== 'settings.json');
    expect(aside).toMatch(/^settings\.damaged-\d{4}-\d\d-\d\d-\d{6}\.json$/);
    expect(readFileSync(join(path, '..', aside))).toEqual(damaged);
    expect(await readSettings(path)).toEqual({ ...defaultSettings, loop: true });
    expect(await damagedSettings(path)).toMatchObject([{ id: aside, name: aside }]);
  });

  test('restoring takes the settings that can be read, each by itself, over those in force', async () => {
    const path = await settingsFile();
    const text = readFileSync(path, 'utf8').replace('"bufferCapSeconds": 33', '"bufferCapSeconds": 3~');
    writeFileSync(path, text);
    await changeSettings(path, { theme: 'dark', loop: true });
    const source = { damaged: () => damagedSettings(path) };
    const [{ id, restores }] = await listDamaged(source);
    expect(restores).toBe('takes the 12 of 13 settings in it that can be read');
    await restoreDamaged(source, id);
    // `loop` is in the damaged file, too: false. The cap is the one in force.
    expect(await readSettings(path)).toEqual({ ...changed, bufferCapSeconds: 20 });
    expect(await listDamaged(source)).toEqual([]);
  });

  test('a file of which nothing can be made out can be removed, and only removed', async () => {
    const path = await settingsFile();
    writeFileSync(path, Buffer.alloc(500));
    const source = { damaged: () => damagedSettings(path) };
    expect(await listDamaged(source)).toMatchObject([{ id: 'settings.json', restores: null }]);
    await expect(restoreDamaged(source, 'settings.json')).rejects.toThrow('cannot be restored');
    await removeDamaged(source, 'settings.json');
    expect(await listDamaged(source)).toEqual([]);
    expect(await readSettings(path)).toEqual(defaultSettings);
  });

  test('what cannot be opened is not overwritten by a change', async () => {
    const path = join(temporaryFolder('settings'), 'settings.json');
    mkdirSync(path);
    await expect(changeSettings(path, { loop: true })).rejects.toThrow(
      '"settings.json" cannot be read: it is a folder',
    );
    expect(await damagedSettings(path)).toMatchObject([
      { reason: expect.stringContaining('it is a folder'), restores: null },
    ]);
  });

  test('a file of the version before, which has no checksum, is read; so is one without the newest settings', async () => {
    const path = await settingsFile();
    writeFileSync(path, JSON.stringify({ theme: 'light', bufferCapSeconds: 12 }));
    expect(await readSettings(path)).toEqual({ ...defaultSettings, theme: 'light', bufferCapSeconds: 12 });
    expect(await damagedSettings(path)).toEqual([]);
    rmSync(path);
    expect(await readSettings(path)).toEqual(defaultSettings);
  });
});

test('a checksum is of the values: white space does not matter, every value and its place do', () => {
  const document = { name: 'a', list: [1, 2.5, null], inner: { yes: true } };
  const checked: unknown = JSON.parse(JSON.stringify(withChecksum(document), null, 7));
  expect(withChecksum(Object(checked))).toEqual(checked);
  expect(withChecksum({ ...document, name: 'b' })).not.toEqual({ ...Object(checked), name: 'b' });
});
