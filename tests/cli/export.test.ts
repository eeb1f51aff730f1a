import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { run } from './small-data';

const folder = mkdtempSync(join(tmpdir(), 'cli-export-'));
const at = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('an ONNX model is written, and JSON tells what', async () => {
  const { code, out, err } = await run('export', '--to', 'onnx', '--out', at('agent.onnx'), '--json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const bytes = readFileSync(at('agent.onnx')).length;
  expect(JSON.parse(out)).toEqual({ files: [at('agent.onnx')], bytes, qoe: null });
});

test.each([
  [['--out', 'x'], '--to is missing', 2],
  [['--to', 'vlc', '--out', 'x'], '--to: expected one of dashjs, hlsjs, shaka, onnx, got "vlc"', 2],
  [['--to', 'onnx'], '--out is missing', 2],
  [['--to', 'dashjs', '--out', 'x', '--qoe', 'best'], '--qoe: expected lin, log, hd or', 2],
  [
    ['--to', 'onnx', '--out', 'x', '--model', folder],
    `the model in "${basename(folder)}" lacks policy.json`,
    1,
  ],
  [['--to', 'onnx', '--out', at('there')], 'there" is there already; choose another name', 1],
  [
    ['--to', 'onnx', '--out', at('there/agent.onnx')],
    'cannot be written: something of that name is there',
    1,
  ],
])('export %j is refused in a sentence', async (words, message, code) => {
  writeFileSync(at('there'), 'as it was');
  const found = await run('export', ...words);
  expect(found).toMatchObject({ code, out: '', err: expect.stringContaining(message) });
  expect(readFileSync(at('there'), 'utf8')).toBe('as it was');
  expect(existsSync('x')).toBe(false);
});

test('a model with a missing half of its weights says where and how many were expected', async () => {
  const model = join(import.meta.dirname, '../../resources/models/default');
  for (const name of ['policy.json', 'model.json']) {
    writeFileSync(at(name), readFileSync(join(model, name)));
  }
  const weights = readFileSync(join(model, 'weights.bin'));
  writeFileSync(at('weights.bin'), weights.subarray(0, weights.length / 2));
  const { code, err } = await run('export', '--to', 'dashjs', '--out', at('rule.mjs'), '--model', folder);
  expect(code).toBe(1);
  expect(err).toContain(`expected ${weights.length} bytes of weights, found ${weights.length / 2}`);
});
