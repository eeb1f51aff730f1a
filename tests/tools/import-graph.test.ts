import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findCycles, readImportGraph } from '../../tools/import-graph.js';
import { temporaryFolder } from '../temporary-folder';

const src = path.resolve(import.meta.dirname, '../../src');

/** The cycles among planted files. */
function cyclesOf(files: Readonly<Record<string, string>>): string[][] {
  const folder = temporaryFolder('imports');
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  return findCycles(readImportGraph(folder));
}

test('no two files of src import each other, not even for types', () => {
  expect(findCycles(readImportGraph(src))).toEqual([]);
});

test.each([
  ['two files', { 'a.ts': "import { b } from './b';", 'b.ts': "import { a } from './a';" }],
  ['types only', { 'a.ts': "import type { B } from './b';", 'b.ts': "import { type A } from './a';" }],
  ['an import in a type', { 'a.ts': "export type B = import('./b').B;", 'b.ts': "export * from './a';" }],
  ['dynamic imports', { 'a.ts': "const b = await import('./b');", 'b.ts': "import './a';" }],
])('a cycle of %s is found', (_, files) => {
  expect(cyclesOf(files)).toEqual([['a.ts', 'b.ts']]);
});

test('a cycle through folders, state and components is found, with its shortest way round', () => {
  const cycles = cyclesOf({
    'ui/Pane.svelte': '<script lang="ts" module>\nimport { state } from "../state/own.svelte";\n</script>',
    'state/own.svelte.ts': "import { helper } from './helper';\nimport { far } from './far';",
    'state/far.ts': "import { helper } from './helper';",
    'state/helper.ts': "import Pane from '../ui/Pane.svelte';",
  });
  expect(cycles).toEqual([['state/far.ts', 'state/helper.ts', 'ui/Pane.svelte', 'state/own.svelte.ts']]);
});

test('two cycles that share no file are both found; files that only lead to them are not', () => {
  const cycles = cyclesOf({
    'a.ts': "import './b';",
    'b.ts': "import './c';",
    'c.ts': "import './b';",
    'd.ts': "import './e'; import './b';",
    'e.ts': "import './d';",
  });
  expect(cycles).toEqual([
    ['b.ts', 'c.ts'],
    ['d.ts', 'e.ts'],
  ]);
});
