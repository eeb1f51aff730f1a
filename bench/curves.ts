import { writeFileSync } from 'node:fs';
import { chartSize, colourOf, escape, makeScale, xAxis, yAxis } from '../src/core/benchmark/chart';
import { readRun, readRunLines } from '../src/node/training/run-folder';

/**
 * Draws the validation curves of training runs and their best rule into an SVG picture:
 * `npm run bench:curves -- OUT.svg RUN...`.
 */
const [out, ...folders] = process.argv.slice(2);
if (out === undefined || folders.length === 0)
  throw new Error('expected OUT.svg and at least one RUN folder');
const height = 320;
const { width, left, right, top, bottom } = chartSize;

const runs = await Promise.all(
  folders.map(async (folder) => {
    const { name, baselines } = await readRun(folder);
    const points = readRunLines(folder).flatMap((line) =>
      line.type === 'evaluation'
        ? [{ million: line.evaluation.decisions / 1e6, qoe: line.evaluation.qoe ?? line.evaluation.score }]
        : [],
    );
    return { name, baselines, points };
  }),
);
const rules = [...runs[0].baselines].sort((a, b) => b.score - a.score).slice(0, 3);
const ruleValues = rules.map(({ qoe, score }) => qoe ?? score);
const last = Math.max(...runs.flatMap(({ points }) => points.map(({ million }) => million)));
// What the untrained agent loses would flatten the rest.
const lowest = Math.min(...ruleValues) - 0.3;
const shown = runs.flatMap(({ points }) => points.map(({ qoe }) => Math.max(lowest, qoe)));
const x = makeScale([0, last], left, width - right);
const y = makeScale([lowest, ...shown, ...ruleValues], height - bottom, top);

const curves = runs.map(({ points }, i) => {
  const path = points.map(({ million, qoe }) => `${x.at(million)} ${y.at(Math.max(lowest, qoe))}`).join('L');
  return `<path d="M${path}" fill="none" stroke="${colourOf(i)}" stroke-width="2"/>`;
});
const flat = ruleValues.map(
  (value) =>
    `<path d="M${x.at(0)} ${y.at(value)}H${x.at(last)}" stroke="#808080" stroke-dasharray="5 4" fill="none"/>`,
);
const entries = [
  ...runs.map(({ name }, i) => ({ name, colour: colourOf(i) })),
  ...rules.map(({ algorithm }) => ({ name: algorithm, colour: '#808080' })),
];
const legend = entries.map(({ name, colour }, i) => {
  const row = height - bottom - 14 * (entries.length - i);
  return `<text x="${width - right - 8}" y="${row}" text-anchor="end" fill="${colour}">${escape(name)}</text>`;
});
writeFileSync(
  out,
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" font-family="sans-serif" font-size="12" fill="#808080">`,
    '<title>Validation QoE of agents in training, beside the best rules</title>',
    '<style>.grid{stroke:#80808040;fill:none}</style>',
    xAxis(x, height, 'millions of decisions'),
    yAxis(y, 'QoE a chunk'),
    ...flat,
    ...curves,
    ...legend,
    '</svg>\n',
  ].join('\n'),
);
