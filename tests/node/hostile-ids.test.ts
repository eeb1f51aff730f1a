import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { BenchmarkStore } from '../../src/node/benchmark/run-store';
import { Library, openLibrary } from '../../src/node/library';
import { projectResources } from '../../src/node/models';
import { SessionStore } from '../../src/node/session-store';
import { TraceSets } from '../../src/node/traces/trace-sets';
import { RunStore } from '../../src/node/training/run-store';
import { contentOf } from '../folder-content';
import { hostileIds } from '../hostile-ids';
import { temporaryFolder } from '../temporary-folder';

/** Beside and above the stores lie files that every store would take for its own, if it looked there. */
let root: string;
let library: Library;

beforeEach(async () => {
  root = temporaryFolder('hostile');
  for (const folder of ['training', 'benchmarks', 'sessions', 'traces/sets', 'library', 'elsewhere', 'out']) {
    mkdirSync(join(root, 'profile', folder), { recursive: true });
  }
  for (const store of ['training', 'benchmarks', 'sessions', 'traces', 'traces/sets', 'library']) {
    mkdirSync(join(root, 'profile', store, 'kept'));
    writeFileSync(join(root, 'profile', store, 'kept', 'mine.txt'), 'mine');
  }
  for (const folder of [root, join(root, 'profile'), join(root, 'profile/elsewhere')]) {
    for (const name of [
      'run.json',
      'set.json',
      'manifest.json',
      'presentation.json',
      'victim.json',
      '.json',
    ]) {
      writeFileSync(join(folder, name), '{"name":"SECRET"}');
    }
  }
  for (const store of ['training', 'benchmarks', 'sessions', 'traces', 'traces/sets', 'library']) {
    const elsewhere = join(root, 'profile/elsewhere');
    symlinkSync(elsewhere, join(root, 'profile', store, 'link'));
    symlinkSync(join(elsewhere, 'victim.json'), join(root, 'profile', store, 'link.json'));
    symlinkSync(elsewhere, join(root, 'profile', store, 'f'.repeat(32)));
  }
  library = await openLibrary({ folder: join(root, 'profile/library') });
});

const training = (): RunStore => new RunStore(join(root, 'profile/training'));
const benchmarks = (): BenchmarkStore => new BenchmarkStore(join(root, 'profile/benchmarks'));
const sessions = (): SessionStore => new SessionStore(join(root, 'profile/sessions'));
const traces = (): TraceSets =>
  new TraceSets({ own: join(root, 'profile/traces'), builtIn: join(projectResources(), 'traces') });

/** Everything that a store does with an identifier. */
const uses: Record<string, (id: string) => unknown> = {
  'a training run, listed': (id) => training().listed(id),
  'a training run, opened': (id) => training().open(id),
  'a training run, shown or played': (id) => basename(training().folderOf(id)),
  'a training run, renamed': (id) => training().rename(id, 'x'),
  'a training run, removed': (id) => training().remove(id),
  'a training run, exported': (id) => training().exportModel(id, join(root, 'profile/out')),
  'a benchmark, listed': (id) => benchmarks().listed(id),
  'a benchmark, opened': (id) => benchmarks().open(id),
  'a benchmark, shown': (id) => basename(benchmarks().folderOf(id)),
  'a cell of a benchmark': (id) => benchmarks().cell(id, 0),
  'a benchmark, renamed': (id) => benchmarks().rename(id, 'x'),
  'a benchmark, removed': (id) => benchmarks().remove(id),
  'a benchmark that did not begin': (id) => benchmarks().removeUnbegun(id),
  'a session, read': (id) => sessions().read(id),
  'a session, renamed': (id) => sessions().rename(id, 'x'),
  'a session, removed': (id) => sessions().remove(id),
  'a trace': (id) => traces().read(id),
  'a trace of a set': (id) => traces().read(`${id}.0`),
  'a set, shown': (id) => traces().heads(id),
  'a set, used': (id) => traces().pathsOf(id),
  'a set, renamed': (id) => traces().rename(id, 'x'),
  'a set, removed': (id) => traces().remove(id),
  'a recording, removed': (id) => traces().recordings.remove([id]),
  'a prepared video': (id) => library.get(id),
  'a prepared video, used': (id) => library.touch(id),
  'a prepared video, removed': (id) => library.remove(id),
};

/** What an identifier was answered with, the sentence of an error too. */
async function said(use: (id: string) => unknown, id: string): Promise<string> {
  try {
    return JSON.stringify(await use(id)) ?? '';
  } catch (error) {
    return String(error);
  }
}

describe.each(Object.entries(uses))('a hostile identifier of %s', (_, use) => {
  test('changes nothing, reads nothing outside and tells no path', async () => {
    const before = contentOf(root);
    for (const id of hostileIds) {
      const told = await said(use, id);
      expect(told, JSON.stringify(id.slice(0, 40))).not.toContain('SECRET');
      expect(told, JSON.stringify(id.slice(0, 40))).not.toContain(root);
      expect(told.length).toBeLessThan(300);
    }
    expect(contentOf(root)).toEqual(before);
  });
});

test('a link among what is stored is neither followed nor emptied', async () => {
  const before = contentOf(join(root, 'profile/elsewhere'));
  for (const [name, use] of Object.entries(uses)) {
    for (const id of ['link', 'f'.repeat(32)]) expect(await said(use, id), name).not.toContain('SECRET');
  }
  expect(contentOf(join(root, 'profile/elsewhere'))).toEqual(before);
});
