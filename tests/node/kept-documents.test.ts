import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { readEntry } from '../../src/node/library/entries';
import { writeJsonFile } from '../../src/node/platform/checksum';
import { SessionStore } from '../../src/node/session-store';
import { changeSettings, readSettings } from '../../src/node/settings';
import { presentationName } from '../../src/node/transcode';
import { PresentationSchema } from '../../src/shared/presentation';
import { savedSessionSchema, settingsSchema } from '../../src/shared/stored';
import { expectKept } from '../arbitrary/kept';
import { temporaryFolder } from '../temporary-folder';

test('settings come back as they were changed', async () => {
  const path = join(temporaryFolder('neuralstream-settings'), 'settings.json');
  const changes = v.partial(settingsSchema);
  await expectKept(changes, async (change) => {
    await changeSettings(path, change);
    const read = new Map<string, unknown>(Object.entries(await readSettings(path)));
    return Object.fromEntries(Object.keys(change).map((key) => [key, read.get(key)]));
  });
});

test('a session comes back as it was saved, and is listed', async () => {
  const store = new SessionStore(temporaryFolder('neuralstream-sessions'));
  await expectKept(savedSessionSchema, async (session) => {
    const { id } = await store.save(session);
    const read = await store.read(id);
    expect((await store.list()).map((head) => head.id)).toEqual([id]);
    await store.remove(id);
    return read;
  });
});

test('a prepared video comes back from the library as it was described', async () => {
  const library = temporaryFolder('neuralstream-library');
  const id = 'a'.repeat(32);
  const folder = join(library, id);
  mkdirSync(folder);
  for (const file of ['manifest.mpd', 'poster.jpg']) writeFileSync(join(folder, file), '');
  const named = (value: unknown): unknown => ({
    ...Object(value),
    ...{ manifest: 'manifest.mpd', poster: 'poster.jpg' },
  });
  await expectKept(
    PresentationSchema,
    async (presentation) => {
      await writeJsonFile(join(folder, presentationName), presentation);
      return (await readEntry(library, id)).presentation;
    },
    { fits: new Map([[PresentationSchema, named]]) },
  );
});
