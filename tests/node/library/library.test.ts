import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { parseLadder } from '../../../src/core/model/ladder';
import { openLibrary } from '../../../src/node/library';
import { makeClip, scratchFolder } from '../ffmpeg/clips';

const scratch = scratchFolder();
const folder = join(scratch, 'library');
const settings = { ladder: parseLadder('160x90@100'), chunkSeconds: 2 };
const [one, two] = ['one.mp4', 'two.mp4'].map((name) => join(scratch, name));

beforeAll(() => {
  makeClip(one, { seconds: 3, size: '160x90' });
  makeClip(two, { seconds: 2, size: '160x90' });
});
beforeEach(() => rmSync(folder, { recursive: true, force: true }));

test('a prepared video is listed, found again, and gone when removed', async () => {
  const changes: number[] = [];
  const library = await openLibrary({ folder, onChange: (entries) => changes.push(entries.length) });
  const entry = await library.prepare(one, settings);
  expect(await library.list()).toEqual([entry]);
  expect(await library.get(entry.id)).toEqual(entry);
  expect(entry.presentation.name).toBe('one');
  await library.remove(entry.id);
  expect(await library.list()).toEqual([]);
  expect(changes).toEqual([1, 0]);
});

test('the same content and settings are cut once, also as a copy with another name', async () => {
  const library = await openLibrary({ folder });
  const first = await library.prepare(one, settings);
  const copy = join(scratch, 'copy of one.mp4');
  copyFileSync(one, copy);
  const again = await library.prepare(copy, settings);
  expect(again.id).toBe(first.id);
  expect(again.presentation.createdAt).toBe(first.presentation.createdAt);
  const others = [
    { ...settings, chunkSeconds: 1 },
    { ...settings, ladder: parseLadder('160x90@120') },
  ];
  for (const other of others) expect((await library.prepare(one, other)).id).not.toBe(first.id);
  expect((await library.list()).length).toBe(3);
});

test('jobs run one at a time, two asking for the same wait for one cut', async () => {
  const library = await openLibrary({ folder });
  const log: string[] = [];
  const run = (name: string) => ({
    onProgress: ({ stage }: { stage: string }) =>
      void (log[log.length - 1] === `${name} ${stage}` || log.push(`${name} ${stage}`)),
  });
  const entries = await Promise.all([
    library.prepare(one, settings, run('a')),
    library.prepare(two, settings, run('b')),
    library.prepare(one, settings, run('c')),
  ]);
  expect(entries[0].id).toBe(entries[2].id);
  expect(log.slice(0, 3)).toEqual(['a waiting', 'b waiting', 'c waiting']);
  expect(log.indexOf('b encoding')).toBeGreaterThan(log.lastIndexOf('a finishing'));
  expect(log).not.toContain('c encoding');
});

test('two processes that prepare the same video cut it once; neither removes it from under the other', async () => {
  const [library, other] = [await openLibrary({ folder }), await openLibrary({ folder })];
  const problems: string[] = [];
  const cutting = new Set<unknown>();
  const onProgressOf =
    (each: unknown) =>
    ({ stage }: { stage: string }): void => {
      if (stage !== 'encoding' || cutting.has(each)) return;
      cutting.add(each);
      const ids = readdirSync(folder).flatMap((name) => /^(.+)\.lock$/.exec(name)?.[1] ?? []);
      for (const id of ids) other.remove(id).catch((error: unknown) => problems.push(String(error)));
    };
  const entries = await Promise.all(
    [library, other].map((each) => each.prepare(one, settings, { onProgress: onProgressOf(each) })),
  );
  expect(entries[1].presentation).toEqual(entries[0].presentation);
  expect(cutting.size).toBe(1);
  expect(problems).toEqual([expect.stringContaining(`is being prepared by process ${process.pid} since `)]);
  expect(readdirSync(folder)).toEqual([entries[0].id]);
});

test('cancelling a waiting job ends it at once and hurts no other', async () => {
  const library = await openLibrary({ folder });
  const controller = new AbortController();
  const first = library.prepare(one, settings);
  const second = library.prepare(two, settings, { signal: controller.signal });
  controller.abort();
  await expect(second).rejects.toMatchObject({ name: 'AbortError' });
  expect((await first).presentation.name).toBe('one');
  expect(await library.list()).toHaveLength(1);
});

test('a failed or cancelled job loses nothing that was ready', async () => {
  const library = await openLibrary({ folder });
  const ready = await library.prepare(one, settings);
  const bad = join(scratch, 'bad.mp4');
  writeFileSync(bad, 'no video');
  await expect(library.prepare(bad, settings)).rejects.toThrow('"bad.mp4" cannot be opened');
  const controller = new AbortController();
  const onProgress = ({ stage }: { stage: string }) => stage === 'encoding' && controller.abort();
  const cancelled = library.prepare(two, settings, { signal: controller.signal, onProgress });
  await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
  expect((await library.list()).map(({ id }) => id)).toEqual([ready.id]);
  expect(readdirSync(folder)).toEqual([ready.id]);
});

test('a smaller limit acts at once', async () => {
  const library = await openLibrary({ folder });
  await library.prepare(one, settings);
  await library.setLimit(1);
  expect(await library.list()).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
});

test('above the limit the least recently used goes, never one in use nor the newest', async () => {
  const library = await openLibrary({ folder });
  const old = await library.prepare(one, settings);
  const used = await library.prepare(one, { ...settings, chunkSeconds: 1 });
  for (const [index, { folder: entry }] of [old, used].entries()) {
    const when = new Date(Date.UTC(2020, 0, 1 + index));
    utimesSync(join(entry, 'presentation.json'), when, when);
  }
  await library.touch(old.id); // now `used` is the least recently used
  const room = old.presentation.bytes + used.presentation.bytes;
  const limited = await openLibrary({ folder, limitBytes: room });
  const newest = await limited.prepare(two, settings);
  expect((await limited.list()).map(({ id }) => id).sort()).toEqual([old.id, newest.id].sort());
  const tiny = await openLibrary({ folder, limitBytes: 1, isInUse: (id) => id === old.id });
  const last = await tiny.prepare(two, { ...settings, chunkSeconds: 1 });
  expect((await tiny.list()).map(({ id }) => id).sort()).toEqual([old.id, last.id].sort());
});

test('a broken entry is skipped with a reason and made anew when asked for', async () => {
  const library = await openLibrary({ folder });
  const entry = await library.prepare(one, settings);
  truncateSync(join(entry.folder, 'presentation.json'), 40);
  mkdirSync(join(folder, 'f'.repeat(32)));
  expect(await library.list()).toEqual([]);
  const reasons = (await library.damaged()).map(({ id, reason }) => ({ id, reason }));
  expect(reasons).toEqual(
    expect.arrayContaining([
      {
        id: entry.id,
        reason: expect.stringMatching(/^presentation\.json is no presentation: expected JSON, got "\{/),
      },
      { id: 'f'.repeat(32), reason: 'presentation.json: it is not there' },
    ]),
  );
  expect((await library.prepare(one, settings)).id).toBe(entry.id);
  expect(await library.list()).toHaveLength(1);
});

test('a library that cannot be written to any more is named, with the video', async () => {
  const library = await openLibrary({ folder });
  rmSync(folder, { recursive: true });
  writeFileSync(folder, 'a file where the library was');
  const sentence = '"one.mp4" cannot be prepared: nothing can be written to ';
  await expect(library.prepare(one, settings)).rejects.toThrow(sentence);
});

test('an id that is none never becomes a path', async () => {
  const library = await openLibrary({ folder });
  await expect(library.remove('..')).rejects.toThrow('expected a library id');
  await expect(library.get('../../etc')).rejects.toThrow('expected a library id');
});

test('what a killed process left half-made is swept at the start', async () => {
  mkdirSync(join(folder, '.neuralstream-999999999-0a1b2c3d.partial'), { recursive: true });
  await openLibrary({ folder });
  expect(readdirSync(folder)).toEqual([]);
});
