import { ESLint } from 'eslint';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { coreFolders, layers } from '../../tools/layers.js';

const root = resolve(import.meta.dirname, '../..');
let eslint: ESLint;

beforeAll(() => {
  eslint = new ESLint({ cwd: root });
});

/** The rules that a planted file of a layer breaks. */
async function breaches(layer: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath: resolve(root, `src/${layer}/planted.ts`) });
  return result.messages.map(({ ruleId }) => ruleId);
}

describe('the law of layers is enforced', () => {
  const breach = '@typescript-eslint/no-restricted-imports';

  test.each([
    ['core', "import '../node/files';", 'a layer above'],
    ['core', "import 'node:fs';", 'a Node built-in'],
    ['core', "import 'valibot';", 'a package not in its row'],
    ['shared', "import '../main/window';", 'a layer above'],
    ['shared', "import 'fs/promises';", 'a Node built-in without its prefix'],
    ['renderer', "import '../node/files';", 'the Node layer'],
    ['renderer', "import 'electron';", 'Electron'],
    ['node', "import '../main/window';", 'Electron’s layer'],
    ['node', "import 'electron';", 'Electron'],
    ['cli', "import '../renderer/api';", 'the window'],
    ['web', "import '../renderer/player/player';", 'the window'],
    ['web', "import '../node/files';", 'the Node layer'],
    ['web', "import 'node:fs';", 'a Node built-in'],
    ['web', "import 'electron';", 'Electron'],
    ['web', "import Hls from 'hls.js';", 'a player, which the page brings itself'],
    ['page', "import '../node/files';", 'the Node layer'],
    ['page', "import 'electron';", 'Electron'],
    ['renderer', "import '../page/rules';", 'the page of the service'],
    ['core', "import '../web/rules/dashjs';", 'a layer above'],
    ['renderer', "import '../web/rules/dashjs';", 'pages outside the application'],
  ])('src/%s refuses %s (%s)', async (layer, code) => {
    expect(await breaches(layer, code)).toContain(breach);
  });

  test.each([
    ['core', "import './trace/bandwidth';\nimport '../core/model/video';"],
    ['renderer', "import '../core/model/video';\nimport 'chart.js';\nimport 'dashjs';"],
    ['node', "import '../shared/contract/library';\nimport 'node:fs';\nimport 'fluent-ffmpeg';"],
    ['main', "import '../node/files';\nimport 'electron';"],
    ['page', "import '../renderer/player/player';\nimport 'dashjs';\nimport 'valibot';"],
    ['web', "import '../core/abr/ppo';\nimport '../shared/policy';\nimport type Hls from 'hls.js';"],
  ])('src/%s may import what its row names', async (layer, code) => {
    expect(await breaches(layer, code)).not.toContain(breach);
  });

  test.each([
    [
      'core/model',
      "import type { Trace } from '../trace/bandwidth';",
      'which is known to all and knows nobody',
    ],
    ['core/stats', "import '../benchmark/report';", 'what it is used for'],
    ['core/figures', "import { algorithms } from '../abr/registry';", 'the registry of algorithms'],
    ['core/figures', "import '../benchmark/answer';", 'benchmarks'],
    ['core/trace/parse', "import '../../simulator/session';", 'the simulator, from a folder below'],
    ['core/agent', "import '../training/trainer';", 'training'],
    ['core/simulator', "import '../abr/registry';", 'algorithms'],
    ['core/abr', "import '../../node/files';", 'a layer above, as all of core'],
    ['core/abr', "import 'node:fs';", 'a Node built-in, as all of core'],
  ])('src/%s refuses %s (%s)', async (folder, code) => {
    expect(await breaches(folder, code)).toContain(breach);
  });

  test.each([
    ['core/abr', "import '../agent/policy';\nimport '../simulator/pensieve';\nimport './registry';"],
    ['core/trace/parse', "import '../bandwidth';\nimport '../../text/number';\nimport './input';"],
    ['core/dashjs', "import type { RulesContext } from 'dashjs';\nimport '../model/algorithm';"],
  ])('src/%s may import what its row names', async (folder, code) => {
    expect(await breaches(folder, code)).not.toContain(breach);
  });

  test('all of core lies in the folders of the table', async () => {
    const { readdir } = await import('node:fs/promises');
    const entries = (await readdir(resolve(root, 'src/core'))).filter((name) => name !== 'tsconfig.json');
    expect(entries.sort()).toEqual(Object.keys(coreFolders).sort());
  });

  test('core names no clock, no chance and no output', async () => {
    const rules = await breaches('core', 'Date.now(); console.log(1); Math.random();');
    expect(rules).toContain('no-restricted-properties');
    expect(rules.filter((rule) => rule === 'no-restricted-globals')).toHaveLength(2);
  });

  test('a number of valibot without a range is written in src/shared/numbers.ts alone', async () => {
    const code = "import * as v from 'valibot';\nexport const schema = v.number();\n";
    for (const layer of ['shared', 'node', 'main', 'cli', 'page', 'renderer']) {
      expect(await breaches(layer, code)).toContain('no-restricted-properties');
    }
    const filePath = resolve(root, 'src/shared/numbers.ts');
    const [allowed] = await eslint.lintText(code, { filePath });
    expect(allowed.messages).toEqual([]);
  });

  test('every layer is a folder of src and the other way round', async () => {
    const { readdir } = await import('node:fs/promises');
    expect((await readdir(resolve(root, 'src'))).sort()).toEqual(Object.keys(layers).sort());
  });

  test('a comment cannot switch a rule off', async () => {
    const [result] = await eslint.lintText('// eslint-disable-next-line\nexport const x: any = 1;\n', {
      filePath: resolve(root, 'src/core/planted.ts'),
    });
    expect(result.messages.map(({ ruleId }) => ruleId)).toContain('@typescript-eslint/no-explicit-any');
  });
});
