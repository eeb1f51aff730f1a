import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, '.github/workflows');
const names = readdirSync(folder);
const text = (name: string): string => readFileSync(join(folder, name), 'utf8');

test('every workflow is YAML with jobs, and runs only scripts that package.json has', () => {
  const load = createRequire(join(root, 'package.json'));
  const yaml: { load(text: string): unknown } = createRequire(load.resolve('app-builder-lib'))('js-yaml');
  const { scripts } = Object(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  expect(names.sort()).toEqual(['checks.yml', 'release.yml']);
  for (const name of names) {
    expect(Object(yaml.load(text(name))).jobs, name).toBeTypeOf('object');
    for (const [, script] of text(name).matchAll(/npm run ([\w:]+)/g))
      expect(scripts).toHaveProperty([script]);
    for (const [file] of text(name).matchAll(/tests\/[\w/.-]+\.ts/g)) {
      expect(readFileSync(join(root, file)).length).toBeGreaterThan(0);
    }
  }
});

test('the checks run on Linux, macOS and Windows', () => {
  for (const system of ['ubuntu', 'macos', 'windows'])
    expect(text('checks.yml')).toMatch(new RegExp(`os: \\[.*${system}-`));
});
