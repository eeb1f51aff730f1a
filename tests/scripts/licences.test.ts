import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { packageComponents } from '../../scripts/licences.mjs';
import { programComponents } from '../../scripts/licences/programs.mjs';
import { leanTfjs } from '../../scripts/setup/tfjs.mjs';
import { layers } from '../../tools/layers.js';

const root = resolve(import.meta.dirname, '../..');
const packages = packageComponents();
const parts = JSON.parse(readFileSync(resolve(root, 'node_modules/.neuralstream/parts.json'), 'utf8'));
const programs = programComponents(parts);
const textOf = (name: string): string =>
  [...programs, ...packages].find((component) => component.name === name)?.text ?? '';

test('every package that a layer may use is named with a version, a licence and its text', () => {
  const apart = ['electron', 'ffmpeg-static', '@ffprobe-installer/ffprobe'];
  const wanted = Object.values(layers).flatMap((layer) => layer.packages);
  const names = packages.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(wanted.filter((name) => !apart.includes(name))));
  for (const { name, version, licence, text } of packages) {
    expect(version, name).toMatch(/^\d/);
    expect(licence, name).toMatch(/MIT|ISC|BSD|Apache|OFL|0BSD|BlueOak|Unlicense|CC0|Python/);
    expect(text.length, name).toBeGreaterThan(100);
  }
});

test('what a package needs in turn is named too', () => {
  expect(textOf('google-protobuf')).toContain('Redistribution');
  expect(packages.map(({ name }) => name)).toContain('@tensorflow/tfjs-core');
});

test('TensorFlow comes with its licence and the notices of what is in it', () => {
  expect(textOf('TensorFlow (libtensorflow)')).toContain('TERMS AND CONDITIONS FOR USE');
  expect(textOf('TensorFlow (libtensorflow)').length).toBeGreaterThan(50_000);
});

test('without native TensorFlow its licence is neither told nor looked for', () => {
  const names = programComponents({ ...parts, tfjs: leanTfjs }).map(({ name }) => name);
  expect(names).toEqual(['Electron', 'FFmpeg', 'ffprobe']);
});

test('FFmpeg’s licence is the one it was built under, with its full text and how it was configured', () => {
  for (const name of ['FFmpeg', 'ffprobe']) {
    expect(textOf(name)).toContain('either version 3 of the License');
    expect(textOf(name)).toContain('--enable-gpl');
    expect(textOf(name)).toContain('GNU GENERAL PUBLIC LICENSE');
  }
});

test('a licence that is named without its text gets the standard one', () => {
  expect(textOf('seedrandom')).toContain('Permission is hereby granted');
  expect(textOf('seedrandom')).toContain('David Bau');
  expect(textOf('@tensorflow/tfjs-core')).toContain('TERMS AND CONDITIONS FOR USE');
});
