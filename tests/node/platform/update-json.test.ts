import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { updateJson } from '../../../src/node/platform/update-json';
import { changeSettings, readSettings } from '../../../src/node/settings';
import { defaultSettings, type Settings } from '../../../src/shared/stored';
import { temporaryFolder } from '../../temporary-folder';
import { bundleWriter, startWriter } from './writer-processes';

const built = mkdtempSync(join(tmpdir(), 'neuralstream-update-'));
const bundle = bundleWriter(built);
afterAll(() => rmSync(built, { recursive: true, force: true }));

const newFile = (name: string): string => join(temporaryFolder('neuralstream-update'), name);
const readCount = (file: string) => (): { count: number } => JSON.parse(readFileSync(file, 'utf8'));

test('60 changes that six processes make of one file at the same time are all kept', async () => {
  const file = newFile('count.json');
  writeFileSync(file, '{"count":0}');
  const writers = await Promise.all(Array.from({ length: 6 }, () => startWriter(bundle)));
  await Promise.all(writers.map(({ ask }) => ask({ type: 'count', file, times: 10 })));
  expect(readCount(file)().count).toBe(60);
  expect(readdirSync(dirname(file))).toEqual(['count.json']);
});

test('60 settings changes of six processes are all kept, each in its order', async () => {
  const file = newFile('settings.json');
  const steps = (of: (step: number) => Partial<Settings>) => Array.from({ length: 10 }, (_, i) => of(i + 1));
  const perProcess: Partial<Settings>[][] = [
    steps((i) => ({ bufferCapSeconds: 20 + i })),
    steps((i) => ({ libraryLimitGigabytes: i })),
    steps((i) => ({ servicePort: 5000 + i })),
    steps((i) => ({ agent: `agent-${i}` })),
    steps((i) => ({ loop: i % 2 === 1, theme: i % 2 === 1 ? 'dark' : 'light' })),
    steps((i) => ({ algorithms: ['bola', `rule ${i}`] })),
  ];
  const writers = await Promise.all(perProcess.map(() => startWriter(bundle)));
  const answers = await Promise.all(
    writers.map(({ ask }, i) => ask({ type: 'settings', file, changes: perProcess[i] })),
  );
  answers.forEach((answer, i) => expect(JSON.parse(answer)).toMatchObject(perProcess[i]));
  expect(await readSettings(file)).toEqual({
    ...defaultSettings,
    ...{ bufferCapSeconds: 30, libraryLimitGigabytes: 10, servicePort: 5010, agent: 'agent-10' },
    ...{ loop: false, theme: 'light', algorithms: ['bola', 'rule 10'] },
  });
});

const patch: fc.Arbitrary<Partial<Settings>> = fc.record(
  {
    theme: fc.constantFrom('system', 'dark', 'light'),
    loop: fc.boolean(),
    bufferCapSeconds: fc.integer({ min: 8, max: 60 }),
    agent: fc.constantFrom('default', 'a', 'b'),
  },
  { requiredKeys: [] },
);

test('settings changed in whatever patches are those patches laid over the defaults in their order', async () => {
  const folder = temporaryFolder('neuralstream-update');
  let count = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(patch, { maxLength: 8 }), async (patches) => {
      const file = join(folder, `${count++}.json`);
      const answers = await Promise.all(patches.map((each) => changeSettings(file, each)));
      answers.forEach((answer, i) =>
        expect(answer).toEqual(Object.assign({}, defaultSettings, ...patches.slice(0, i + 1))),
      );
      expect(await readSettings(file)).toEqual(Object.assign({}, defaultSettings, ...patches));
    }),
    { numRuns: 25 },
  );
});

test('a change that changes nothing writes nothing, and one that fails leaves the file to the next', async () => {
  const file = newFile('count.json');
  writeFileSync(file, '{"count":1}');
  await updateJson(file, readCount(file), (value) => value);
  expect(readFileSync(file, 'utf8')).toBe('{"count":1}');
  const fails = updateJson(file, readCount(file), () => {
    throw new Error('refused');
  });
  const next = updateJson(file, readCount(file), ({ count }) => ({ count: count + 1 }));
  await expect(fails).rejects.toThrow('refused');
  expect(await next).toEqual({ count: 2 });
});

test('a file that cannot be locked is told by its name', async () => {
  const file = join(newFile('absent'), 'settings.json');
  mkdirSync(dirname(dirname(file)), { recursive: true });
  await expect(changeSettings(file, { loop: true })).rejects.toThrow(
    '"settings.json.lock" cannot be written: its folder is not there',
  );
});
