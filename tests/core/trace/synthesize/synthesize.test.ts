import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { TraceBandwidth, type Trace } from '../../../../src/core/trace/bandwidth';
import { measureTrace, meanMeasures } from '../../../../src/core/trace/measures';
import { parseTraces } from '../../../../src/core/trace/parse/detect';
import { linesOf } from '../../../../src/core/trace/parse/input';
import { normalQuantile } from '../../../../src/core/trace/synthesize/fading';
import { synthesize, traceFamilies } from '../../../../src/core/trace/synthesize/synthesize';
import { dataFolder, dataPath } from '../../../data';

const resources = resolve(import.meta.dirname, '../../../../resources/traces');

function readFolder(folder: string, wanted: (file: string) => boolean): Trace[] {
  const files = readdirSync(folder).filter(wanted).sort();
  return files.flatMap((file) => {
    const text = readFileSync(resolve(folder, file), 'utf8');
    return parseTraces(file, () => linesOf(text));
  });
}

describe.each(traceFamilies.map(({ id }) => id))('%s', (id) => {
  test('makes valid traces of the wanted duration, the same ones for the same seed', () => {
    const options = { seed: 7, count: 5, seconds: 120 };
    const traces = synthesize(id, options);
    expect(traces).toHaveLength(5);
    for (const trace of traces) {
      const link = new TraceBandwidth(trace);
      expect(link.periodSeconds).toBe(120);
      expect(link.periodKilobits).toBeGreaterThan(0);
    }
    expect(synthesize(id, options)).toEqual(traces);
    expect(synthesize(id, { ...options, seed: 8 })).not.toEqual(traces);
  });
});

test('textbook shapes are what their names say', () => {
  const kbpsOf = (id: string): number[] =>
    Array.from(synthesize(id, { seed: 1, count: 1, seconds: 480 })[0].kbps);
  expect(new Set(kbpsOf('step'))).toEqual(new Set([800, 4000]));
  expect(kbpsOf('outage').filter((kbps) => kbps === 0)).toHaveLength(64);
  expect(kbpsOf('spike').filter((kbps) => kbps === 12_000)).toHaveLength(16);
  const rises = (id: string): number[] =>
    kbpsOf(id)
      .slice(1)
      .map((kbps, i) => kbps - kbpsOf(id)[i]);
  expect(
    rises('sawtooth')
      .filter((rise) => rise < 0)
      .every((rise) => rise === -3200),
  ).toBe(true);
  expect(Math.max(...rises('ramp').map(Math.abs))).toBeLessThanOrEqual(28);
});

test('a hand on the throttle holds each rate for 3 to 40 s, within eight times of the middle', () => {
  const traces = synthesize('throttle', { seed: 3, count: 40, seconds: 300 });
  const reaches = traces.map((trace) => {
    const kbps = Array.from(trace.kbps);
    const changes = kbps.flatMap((rate, i) => (i > 0 && rate !== kbps[i - 1] ? [i] : []));
    const holds = changes.slice(1).map((second, i) => second - changes[i]);
    expect(holds.length).toBeGreaterThan(5);
    expect(Math.min(...holds)).toBeGreaterThanOrEqual(3);
    expect(Math.max(...holds)).toBeLessThanOrEqual(40);
    expect(changes[0]).toBeLessThanOrEqual(40);
    return Math.sqrt(Math.max(...kbps) / Math.min(...kbps));
  });
  expect(Math.max(...reaches)).toBeLessThan(8.05);
  expect(Math.max(...reaches)).toBeGreaterThan(5);
  expect(Math.min(...reaches)).toBeLessThan(2.2);
});

test('what is out of range is refused by name', () => {
  expect(() => synthesize('6g', { seed: 1, count: 1, seconds: 60 })).toThrow('unknown trace family "6g"');
  expect(() => synthesize('3g', { seed: 1, count: 0, seconds: 60 })).toThrow(
    'count must be from 1 to 10000, got 0',
  );
  expect(() => synthesize('cable', { seed: 1, count: 1, seconds: 2 })).toThrow('seconds must be from 5');
});

test('the normal quantile agrees with the tables', () => {
  expect(normalQuantile(0.5)).toBeCloseTo(0, 3);
  expect(normalQuantile(0.975)).toBeCloseTo(1.959964, 3);
  expect(normalQuantile(0.001)).toBeCloseTo(-3.090232, 3);
});

test('the index beside the committed traces tells the truth about every file', () => {
  const index = JSON.parse(readFileSync(resolve(resources, 'index.json'), 'utf8'));
  const listed = index.families.flatMap(({ traces }: { traces: { file: string }[] }) => traces);
  const files = readdirSync(resources).filter((file) => file.endsWith('.trace'));
  expect(listed.map(({ file }: { file: string }) => file).sort()).toEqual(files.sort());
  for (const { file, meanKbps, coefficientOfVariation } of listed) {
    const measures = measureTrace(readFolder(resources, (name) => name === file)[0]);
    expect(measures.meanKbps).toBeCloseTo(meanKbps, -0.4);
    expect(measures.coefficientOfVariation).toBeCloseTo(coefficientOfVariation, 2);
  }
});

test('the committed traces come from their seeds', () => {
  const index = JSON.parse(readFileSync(resolve(resources, 'index.json'), 'utf8'));
  for (const { id, seed, count, seconds, traces } of index.families) {
    synthesize(id, { seed, count, seconds }).forEach((trace, i) => {
      const [read] = readFolder(resources, (name) => name === traces[i].file);
      expect(Array.from(read.kbps, Math.round)).toEqual(Array.from(trace.kbps));
    });
  }
});

const norway = (file: string): boolean => file.includes('-report.');
const fcc = (file: string): boolean => file.startsWith('trace_');
const every = (): boolean => true;

describe.skipIf(dataFolder === null)('the first three families are like the real sets', () => {
  test.each([
    ['3g', 'traces/train', norway],
    ['lte', 'traces/lte-belgium', every],
    ['cable', 'traces/train', fcc],
  ] as const)('%s is within 20 %% of its real set', (id, folder, wanted) => {
    const real = meanMeasures(readFolder(dataPath(folder), wanted).map(measureTrace));
    const own = meanMeasures(
      readFolder(resources, (file) => new RegExp(`^${id}-\\d+\\.trace$`).test(file)).map(measureTrace),
    );
    for (const key of [
      'meanKbps',
      'coefficientOfVariation',
      'autocorrelation1s',
      'autocorrelation10s',
    ] as const) {
      const ratio = (own[key] ?? NaN) / (real[key] ?? NaN);
      expect(ratio, key).toBeGreaterThan(0.8);
      expect(ratio, key).toBeLessThan(1.2);
    }
  });
});
