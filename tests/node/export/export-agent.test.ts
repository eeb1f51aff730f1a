import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { InferenceSession } from 'onnxruntime-web';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportAgent } from '../../../src/node/export/export-agent';
import { modelFolder, projectResources, readModel } from '../../../src/node/models';
import { exportTargets, type ExportTargetId } from '../../../src/shared/exports';
import { buildWebModules } from '../../../tools/web-modules.js';

const model = readModel(modelFolder('default', projectResources()));
const moduleTargets = exportTargets.filter(({ extension }) => extension === '.mjs').map(({ id }) => id);
let folder = '';
let webFolder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'export-'));
  webFolder = join(folder, 'web');
  await buildWebModules(join(projectResources(), '..'), webFolder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(target: ExportTargetId, file: string, qoe: string | null = null) {
  return exportAgent({ model, target, file: join(folder, file), qoe, webFolder });
}

describe.each(moduleTargets)('the module for %s', (target) => {
  test('has licence, use and provenance in its head, imports nothing, and stays below 200 kB', async () => {
    const { files, bytes } = await write(target, `${target}-head.mjs`);
    const text = readFileSync(files[0], 'utf8');
    const head = text.slice(0, text.indexOf('*/'));
    for (const told of [
      `from './${target}-head.mjs'`,
      'Permission is hereby granted, free of charge',
      'Copyright (c)',
      `seed ${model.policy.training.seed}`,
      `commit ${model.policy.training.commit}`,
      `QoE ${model.policy.training.validationQoe?.toFixed(4)}`,
    ]) {
      expect(head).toContain(told);
    }
    expect(text).not.toMatch(/^\s*import\b|[;}]import[\s"'{]|import\(|require\(/m);
    expect(bytes).toBe(Buffer.byteLength(text));
    expect(bytes).toBeLessThan(200_000);
  });

  test('counts the videos and traces of its scenarios, too, a video in several of them once', async () => {
    const traces = (count: number) => [{ name: 't', count }];
    const emphasis = {
      weight: 0.1,
      videos: ['b', 'c'],
      qoe: ['lin'],
      traces: traces(3),
      unaugmentedTraces: traces(1),
    };
    const parts = {
      videos: ['a', 'b'],
      traces: traces(4),
      unaugmentedTraces: traces(2),
      scenarios: [emphasis],
    };
    const training = { ...model.policy.training, ...parts };
    const file = join(folder, `${target}-counts.mjs`);
    const counted = { ...model, policy: { ...model.policy, training } };
    await exportAgent({ model: counted, target, file, qoe: null, webFolder });
    expect(readFileSync(file, 'utf8')).toContain('decisions on 3 videos and 10 traces;');
  });

  test('carries its model’s record and the policy’s weights to the last bit', async () => {
    const { files } = await write(target, `${target}-model.mjs`, 'log');
    const loaded: unknown = await import(pathToFileURL(files[0]).href);
    expect(loaded).toMatchObject({
      model: { name: model.policy.name, qoe: 'log', provenance: model.policy.training },
    });
    const base64 = /"weights":"([^"]*)"/.exec(readFileSync(files[0], 'utf8'))?.[1] ?? '';
    const bytes = Buffer.from(base64, 'base64');
    const floats = Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i));
    expect(floats.length).toBeGreaterThan(1000);
    expect(floats).toEqual(Array.from(model.weights.subarray(0, floats.length)));
  });
});

test('the types beside a module are those of a strict page with each player', async () => {
  const root = mkdtempSync(join(projectResources(), '../node_modules/.export-types-')); // the players' types are found from here
  try {
    for (const target of moduleTargets) {
      await exportAgent({ model, target, file: join(root, `${target}.mjs`), qoe: null, webFolder });
    }
    const page = join(root, 'page.mts');
    writeFileSync(
      page,
      `import { MediaPlayer } from 'dashjs';
import Hls from 'hls.js';
import shaka from 'shaka-player';
import { register, type RuleDecision, type RuleOptions } from './dashjs.mjs';
import { hlsConfig, model } from './hlsjs.mjs';
import { register as registerShaka } from './shaka.mjs';
import type * as dashjsSource from '../../src/web/rules/dashjs';
import type * as hlsjsSource from '../../src/web/rules/hlsjs';
import type { RuleDecision as SourceDecision, RuleOptions as SourceOptions } from '../../src/web/rules/options';
const options: RuleOptions = { chunkBytes: [[1]], onDecision: ({ level, probabilities }) => level + probabilities[0] };
register(MediaPlayer().create(), options);
new Hls({ ...hlsConfig(Hls, options), debug: true });
registerShaka(new shaka.Player(), { bufferCapSeconds: 20 });
export const name: string = model.name;
export const same = (a: SourceOptions, b: RuleDecision): [RuleOptions, SourceDecision] => [a, b];
export const back = (a: RuleOptions, b: SourceDecision): [SourceOptions, RuleDecision] => [a, b];
export type Names = [keyof typeof import('./dashjs.mjs') extends keyof typeof dashjsSource ? true : never];
export type HlsNames = [keyof typeof import('./hlsjs.mjs') extends keyof typeof hlsjsSource ? true : never];
// @ts-expect-error a wrong option
register(MediaPlayer().create(), { bufferCapSeconds: '20' });
`,
    );
    const program = ts.createProgram([page], {
      ...{ strict: true, noEmit: true, skipLibCheck: true, types: [] },
      ...{ target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
      moduleResolution: ts.ModuleResolutionKind.Bundler,
    });
    const complaints = ts
      .getPreEmitDiagnostics(program)
      .map(
        ({ messageText, file }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
      );
    expect(complaints).toEqual([]);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

test('an ONNX model is loaded by onnxruntime with its inputs and outputs', async () => {
  const { files } = await write('onnx', 'agent.onnx');
  const session = await InferenceSession.create(new Uint8Array(readFileSync(files[0])));
  expect(session.inputNames).toEqual(['context', 'candidates']);
  expect(session.outputNames).toEqual(['scores', 'probabilities', 'value']);
});

describe('what goes wrong is told in a sentence', () => {
  test('a file of that name is there and stays as it was', async () => {
    writeFileSync(join(folder, 'mine.mjs'), 'mine');
    await expect(write('dashjs', 'mine.mjs')).rejects.toThrow(
      /mine\.mjs" is there already; choose another name/,
    );
    expect(readFileSync(join(folder, 'mine.mjs'), 'utf8')).toBe('mine');
  });

  test('so with the file of its types, and nothing is written then', async () => {
    writeFileSync(join(folder, 'typed.d.mts'), 'mine');
    await expect(write('shaka', 'typed.mjs')).rejects.toThrow(/typed\.d\.mts" is there already/);
    expect(existsSync(join(folder, 'typed.mjs'))).toBe(false);
  });

  test('a folder cannot be made where a file stands', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(write('onnx', 'file/agent.onnx')).rejects.toThrow(
      /agent\.onnx" cannot be written: something of that name is there/,
    );
  });

  test('the modules were not built', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    const request = {
      model,
      target: 'dashjs',
      file: join(folder, 'x.mjs'),
      qoe: null,
      webFolder: empty,
    } as const;
    await expect(exportAgent(request)).rejects.toThrow(
      /the module for pages was not built .* run npm run build/,
    );
  });

  test('a measure that is none', async () => {
    await expect(write('dashjs', 'qoe.mjs', 'best')).rejects.toThrow(/expected lin, log, hd or .*got "best"/);
  });
});
