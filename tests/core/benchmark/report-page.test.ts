import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeReport } from '../../../src/core/benchmark/report';
import { reportFigures } from '../../../src/core/benchmark/report-figures';
import { reportPage } from '../../../src/core/benchmark/report-page';
import { smallBenchmark } from './small-benchmark';

const hostile = '</script><img src=x onerror=alert(1)>';
const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64');

function page(): string {
  const qoes = { bola: [0.4, 0.6, 0.5], 'buffer-based': [0.1, -0.2, 0.3] };
  const { manifest, outcomes } = smallBenchmark(qoes, { name: hostile, traceName: (i) => `${hostile}${i}` });
  return reportPage({ manifest, report: makeReport(manifest, outcomes), outcomes, hashOf });
}

test('the report is one file that loads nothing and cannot be broken by a name', () => {
  const text = page().replaceAll('xmlns="http://www.w3.org/2000/svg"', '');
  expect(text).not.toMatch(
    /<img|https?:|url\(|@import|\s(src|href|xlink:href)\s*=\s*["']|NaN|undefined|Infinity/i,
  );
  expect(text.match(/<script/g)).toHaveLength(1);
  expect(text.match(/<svg /g)).toHaveLength(8);
  expect(text).toContain('0.5000');
});

test('its content policy allows its own style and nothing else', () => {
  const text = page();
  const style = /<style>(.*?)<\/style>/s.exec(text)?.[1] ?? '';
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1];
  expect(policy).toBe(
    `default-src 'none'; style-src 'sha256-${hashOf(style)}'; base-uri 'none'; form-action 'none'`,
  );
  expect(text).not.toMatch(/\sstyle=/);
});

test('the manifest stands in it and comes out again as it was', () => {
  const { manifest } = smallBenchmark({ bola: [0.4, 0.6, 0.5], 'buffer-based': [0.1, -0.2, 0.3] });
  const json = /<script type="application\/json" id="manifest">(.*?)<\/script>/s.exec(page())?.[1] ?? '';
  expect(JSON.parse(json)).toMatchObject({ version: 1, machine: manifest.machine, plan: { name: hostile } });
});

test('a benchmark of which nothing was played has a report too', () => {
  const { manifest } = smallBenchmark({ bola: [1], 'fixed:0': [2] });
  const report = makeReport(manifest, []);
  expect(reportPage({ manifest, report, outcomes: [], hashOf })).toContain('Nothing was played.');
  expect(reportFigures(manifest, report, [])).toEqual([]);
});

test('each figure is a file of its own that knows no page', () => {
  const { manifest, outcomes } = smallBenchmark({ bola: [0.4, 0.6], 'fixed:0': [0.1, 0.2] });
  const figures = reportFigures(manifest, makeReport(manifest, outcomes), outcomes);
  expect(new Set(figures.map(({ name }) => name)).size).toBe(figures.length);
  for (const { svg } of figures) {
    expect(svg).toMatch(/^<svg xmlns/);
    expect(svg).not.toContain('var(');
  }
});
