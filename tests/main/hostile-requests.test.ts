import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as v from 'valibot';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { answer } from '../../src/main/app-scheme';
import { appCalls } from '../../src/main/calls/app';
import { benchmarkCalls } from '../../src/main/calls/benchmark';
import { damagedCalls } from '../../src/main/calls/damaged';
import { libraryCalls } from '../../src/main/calls/library';
import { licenceCalls } from '../../src/main/calls/licences';
import { linkCalls } from '../../src/main/calls/links';
import { modelCalls } from '../../src/main/calls/models';
import { openingCalls } from '../../src/main/calls/opening';
import { serviceCalls } from '../../src/main/calls/service';
import { sessionCalls } from '../../src/main/calls/sessions';
import { traceCalls } from '../../src/main/calls/traces';
import { trainingCalls } from '../../src/main/calls/training';
import { answerCall } from '../../src/main/ipc';
import { contract, type Calls } from '../../src/shared/contract/contract';
import { idSchema } from '../../src/shared/id';
import { contentOf } from '../folder-content';
import { hostileIds } from '../hostile-ids';
import { showItemInFolder, userData, utilities } from './fake-electron';

vi.mock('electron', async () => (await import('./fake-electron')).electron);

const calls: Calls = {
  ...{ ...appCalls, ...benchmarkCalls, ...damagedCalls, ...libraryCalls, ...licenceCalls, ...linkCalls },
  ...{ ...modelCalls, ...openingCalls, ...serviceCalls, ...sessionCalls, ...traceCalls, ...trainingCalls },
};
const page = 'app://neuralstream/index.html';
const stores = ['training', 'benchmarks', 'sessions', 'traces', 'traces/sets', 'library'];

/** What is told of a schema: all that valibot's schemas have in common, and what is inside. */
interface Inside {
  readonly entries?: Readonly<Record<string, v.GenericSchema>>;
  readonly item?: v.GenericSchema;
  readonly wrapped?: v.GenericSchema;
  readonly options?: readonly unknown[];
  readonly pipe?: readonly unknown[];
  readonly literal?: unknown;
}

/** Requests that fit a schema but for the identifiers in it, which are all `id`: one for each of its variants. */
function requests(schema: v.GenericSchema, id: string): unknown[] {
  const inside: Inside & v.GenericSchema = schema;
  if (Object.is(schema, idSchema)) return [id];
  if (inside.entries) return objects(Object.entries(inside.entries), id);
  if (inside.item) return requests(inside.item, id).map((item) => [item, item]);
  if (inside.wrapped) return requests(inside.wrapped, id);
  switch (schema.type) {
    case 'variant':
      return (inside.options ?? []).flatMap((option) => (isSchema(option) ? requests(option, id) : []));
    case 'union':
      return (inside.options ?? [])
        .slice(0, 1)
        .flatMap((option) => (isSchema(option) ? requests(option, id) : []));
    case 'picklist':
      return (inside.options ?? []).slice(0, 1);
    case 'literal':
      return [inside.literal];
    default:
      return [{ string: 'x', number: 16, boolean: true, null: null }[schema.type]];
  }
}

function objects(entries: readonly (readonly [string, v.GenericSchema])[], id: string): object[] {
  return entries.reduce<object[]>(
    (made, [name, schema]) =>
      requests(schema, id).flatMap((value) => made.map((object) => ({ ...object, [name]: value }))),
    [{}],
  );
}

function isSchema(value: unknown): value is v.GenericSchema {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'schema';
}

/** The calls whose request holds an identifier, each with a request for a given one. */
const withIds = Object.entries(contract).flatMap(([name, { request: schema }]) =>
  requests(schema, 'MARK')
    .flatMap((request, i) => (JSON.stringify(request).includes('"MARK"') ? [i] : []))
    .map((i) => ({ name, request: (id: string) => requests(schema, id)[i] })),
);

beforeAll(() => {
  for (const store of ['.', ...stores, 'elsewhere']) {
    mkdirSync(join(userData, store), { recursive: true });
    for (const name of ['run.json', 'set.json', 'presentation.json', 'victim.json', 'poster.jpg', '.json']) {
      writeFileSync(join(userData, store, name), '{"name":"SECRET"}');
    }
  }
  for (const store of stores) {
    symlinkSync(join(userData, 'elsewhere'), join(userData, store, 'link'));
    symlinkSync(join(userData, 'elsewhere/victim.json'), join(userData, store, 'link.json'));
  }
});

describe('an identifier that is none', () => {
  test('is sought in every call that has one', () => {
    const names = new Set(withIds.map(({ name }) => name));
    for (const name of ['removeRun', 'readModel', 'writeSettings', 'startTraining', 'startTraceWork']) {
      expect([...names]).toContain(name);
    }
    expect(names.size).toBeGreaterThanOrEqual(38);
  });

  test.each(withIds)('is refused by $name, and nothing happens', async ({ name, request }) => {
    const before = contentOf(userData);
    for (const id of hostileIds) {
      const answered = await answerCall(calls, page, name, request(id));
      expect(answered, JSON.stringify(id.slice(0, 40))).toMatchObject({
        ok: false,
        message: expect.stringMatching(/(expected an id|is too large)/),
      });
    }
    expect(contentOf(userData)).toEqual(before);
    expect({ shown: showItemInFolder.mock.calls, started: utilities }).toEqual({ shown: [], started: [] });
  });
});

const withFiles = withIds.filter(({ request }) => !JSON.stringify(request('x')).includes('"sessionId"'));

test.each(withFiles)(
  'what $name is told of a link is no secret, and what it leads to stays',
  async ({ name, request }) => {
    const before = contentOf(join(userData, 'elsewhere'));
    const told = JSON.stringify(await answerCall(calls, page, name, request('link')));
    expect(told).not.toContain('SECRET');
    expect(told).not.toContain(userData);
    expect(contentOf(join(userData, 'elsewhere'))).toEqual(before);
    expect(showItemInFolder).not.toHaveBeenCalled();
  },
);

test('the window is shown no picture but that of a prepared video', async () => {
  const folders = { renderer: join(userData, 'nothing'), library: join(userData, 'library') };
  for (const id of [...hostileIds, 'link'].filter(({ length }) => length < 100)) {
    const found = await answer(`app://neuralstream/library/${id}/poster.jpg`, folders, []);
    expect(found.status, id).not.toBe(200);
  }
});
