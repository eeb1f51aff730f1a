import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { listDamaged, removeDamaged, restoreDamaged } from '../../../src/node/platform/damaged';
import { SetWriter } from '../../../src/node/traces/set-writer';
import { TraceSets } from '../../../src/node/traces/trace-sets';
import { temporaryFolder } from '../../temporary-folder';
import { anyDamage, damageFile, filesBelow } from '../platform/damage-file';

const builtIn = resolve(import.meta.dirname, '../../../resources/traces');
const about = {
  name: 'Bus',
  origin: 'imported',
  describes: 'three links',
  createdAt: '2026-12-01T00:00:00.000Z',
} as const;
const traces = [
  { name: 'one', durationsSeconds: [1, 2.5], kbps: [300, 1200], latencySeconds: [0.02, 0.04] },
  { name: 'two', durationsSeconds: [2, 2, 2], kbps: [100, 0, 4000] },
  { name: 'three', durationsSeconds: [4], kbps: [777] },
];

let own: string;
let folder: string;
beforeEach(async () => {
  own = temporaryFolder('sets');
  folder = join(own, 'sets', 'bus');
  const writer = new SetWriter(folder);
  for (const trace of traces) writer.add({ trace, format: 'csv', group: trace.name });
  await writer.finish(() => about);
});

const open = (): TraceSets => new TraceSets({ own, builtIn });
const ownSets = (sets: TraceSets) => sets.list().filter(({ origin }) => origin !== 'built-in');
const part = (ending: string): string =>
  join(folder, readdirSync(folder).find((name) => name.endsWith(ending)) ?? ending);

/** Everything that is shown and played of the set. */
function meaning(sets: TraceSets): unknown {
  return {
    sets: ownSets(sets),
    heads: sets.heads('bus'),
    traces: Array.from(sets.members({ setId: 'bus', traceIds: null }), ({ trace }) => ({
      ...trace,
      kbps: Array.from(trace.kbps),
      durationsSeconds: Array.from(trace.durationsSeconds),
    })),
  };
}

describe('a set of traces', () => {
  test.each(['set.json', '.index.json', '.bin'])(
    'whatever the damage to its %s, it is read with its meaning or listed, and its files stay as they are',
    async (ending) => {
      const file = part(ending);
      const whole = readFileSync(file);
      const expected = meaning(open());
      await fc.assert(
        fc.asyncProperty(anyDamage, async (damage) => {
          writeFileSync(file, whole);
          damageFile(file, damage);
          const before = filesBelow(own);
          const sets = open();
          const damaged = await listDamaged(sets);
          if (damaged.length === 0) expect(meaning(sets)).toEqual(expected);
          else {
            expect(damaged).toMatchObject([{ id: 'set bus', reason: expect.stringMatching(/.{10}/) }]);
            expect(() => meaning(sets)).toThrow();
          }
          expect(filesBelow(own)).toEqual(before);
        }),
        { seed: 31, numRuns: 120 },
      );
    },
  );

  test('of which one trace is damaged keeps the others when it is restored, and the damaged files beside them', async () => {
    const data = readFileSync(part('.bin'));
    data[7 * 8 + 3] ^= 16; // the second trace's first rate: behind 6 numbers of the first trace and one duration
    writeFileSync(part('.bin'), data);
    const sets = open();
    expect(() => [...sets.members({ setId: 'bus', traceIds: null })]).toThrow(
      'the trace "two" of the set is damaged',
    );
    expect(Array.from(sets.read('bus.3').kbps)).toEqual([777]);
    expect(await listDamaged(sets)).toEqual([
      {
        ...{ id: 'set bus', name: 'Bus', removes: 'the whole set with its traces' },
        reason: '1 of 3 traces is damaged, the first is "two"',
        restores: 'keeps the other 2; the damaged files are set aside beside them',
      },
    ]);
    await restoreDamaged(sets, 'set bus');
    expect(await listDamaged(sets)).toEqual([]);
    expect(sets.heads('bus').map(({ id, name }) => [id, name])).toEqual([
      ['bus.1', 'one'],
      ['bus.3', 'three'],
    ]);
    const aside = readdirSync(folder).filter((name) => name.includes('.damaged-'));
    expect(aside).toHaveLength(2);
    expect(aside.map((name) => readFileSync(join(folder, name)))).toContainEqual(data);
    await sets.sweep();
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(aside));
  });

  test('cut short keeps the traces before the cut when it is restored', async () => {
    const bytes = readFileSync(part('.bin'));
    writeFileSync(part('.bin'), bytes.subarray(0, bytes.length - 8));
    const sets = open();
    await restoreDamaged(sets, 'set bus');
    expect(sets.heads('bus').map(({ name }) => name)).toEqual(['one', 'two']);
  });

  test('whose record is lost gets a new one of its traces', async () => {
    damageFile(join(folder, 'set.json'), { type: 'truncate', at: 0.3 });
    const sets = open();
    expect(await listDamaged(sets)).toMatchObject([{ name: 'Bus' }]);
    await restoreDamaged(sets, 'set bus');
    // Of 3.5, 6 and 4 s.
    expect(ownSets(sets)).toMatchObject([{ id: 'bus', name: 'Bus', count: 3, seconds: 13.5 }]);
    expect(readdirSync(folder).filter((name) => name.startsWith('set.damaged-'))).toHaveLength(1);
  });

  test('of the version before, without checksums, is read as it was written', async () => {
    const expected = meaning(open());
    for (const file of [part('set.json'), part('.index.json')]) {
      const { sha256, checksums, ...before } = JSON.parse(readFileSync(file, 'utf8'));
      expect({ sha256, checksums: file.endsWith('set.json') ? [] : checksums }).toEqual({
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        checksums: file.endsWith('set.json')
          ? []
          : [expect.any(String), expect.any(String), expect.any(String)],
      });
      writeFileSync(file, JSON.stringify(before));
    }
    const sets = open();
    expect(await listDamaged(sets)).toEqual([]);
    expect(meaning(sets)).toEqual(expected);
    await sets.rename('bus', 'Tram');
    expect(ownSets(open())).toMatchObject([{ name: 'Tram', count: 3 }]);
  });

  test('that was copied by hand under another name, or is a link, is listed with the reason', async () => {
    cpSync(folder, join(own, 'sets', 'bus (copy)'), { recursive: true });
    symlinkSync(folder, join(own, 'sets', 'link'));
    const reasons = Object.fromEntries((await listDamaged(open())).map(({ id, reason }) => [id, reason]));
    expect(reasons).toEqual({
      'set bus (copy)': '"bus (copy)" is no name of a set: expected letters, digits, "-" and "_"',
      'set link': 'it is a link; expected a folder',
    });
    await removeDamaged(open(), 'set link');
    expect(ownSets(open())).toMatchObject([{ id: 'bus', count: 3 }]);
  });

  test('in a folder that cannot be read is told of; the built-in sets are listed all the same', async () => {
    rmSync(join(own, 'sets'), { recursive: true });
    writeFileSync(join(own, 'sets'), '');
    expect(open().list().length).toBeGreaterThan(3);
    expect(await listDamaged(open())).toMatchObject([
      {
        name: 'Your trace sets',
        reason: 'the folder "sets" cannot be read: a part of the path is a file, not a folder',
        ...{ restores: null, removes: null },
      },
    ]);
  });
});

describe('recordings', () => {
  test('whatever the damage, one is read with its meaning or listed, and its file stays as it is', async () => {
    rmSync(folder, { recursive: true });
    const { id } = await open().recordings.save({
      name: 'Drag',
      durationsSeconds: [1, 2],
      kbps: [4000, 400],
    });
    const file = join(own, `${id}.json`);
    const whole = readFileSync(file);
    const expected = open().recordings.heads();
    await fc.assert(
      fc.asyncProperty(anyDamage, async (damage) => {
        writeFileSync(file, whole);
        damageFile(file, damage);
        const sets = open();
        const damaged = await listDamaged(sets);
        if (damaged.length === 0) {
          expect(sets.recordings.heads()).toEqual(expected);
          expect(Array.from(sets.read(id).kbps)).toEqual([4000, 400]);
        } else {
          expect(sets.recordings.heads()).toEqual([]);
          expect(damaged).toMatchObject([{ id, reason: expect.stringMatching(/.{10}/) }]);
        }
      }),
      { seed: 32, numRuns: 120 },
    );
  });

  test('one that holds no trace is listed and can be removed; one without a checksum is read', async () => {
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, 'bad.json'), '{"name": "x"}');
    writeFileSync(join(own, 'old.json'), '{"name":"Old","durationsSeconds":[1],"kbps":[5]}');
    expect(open().recordings.heads()).toMatchObject([{ id: 'old', name: 'Old' }]);
    expect(await listDamaged(open())).toMatchObject([{ id: 'bad', restores: null }]);
    await removeDamaged(open(), 'bad');
    expect(readdirSync(own).sort()).toEqual(['old.json', 'sets']);
  });
});
