import { writeFileSync } from 'node:fs';
import { xAxis, yAxis } from '../src/core/figures/axes';
import { lineLegend } from '../src/core/figures/legend';
import { element, picture, standalone } from '../src/core/figures/markup';
import { styleOf } from '../src/core/figures/palette';
import { makeScale } from '../src/core/figures/scale';
import { readRun, readRunLines } from '../src/node/training/run-folder';

/**
 * Draws the validation curves of training runs and their best rules into an SVG picture:
 * `npm run bench:curves -- OUT.svg RUN...`.
 */
const [out, ...folders] = process.argv.slice(2);
if (out === undefined || folders.length === 0)
  throw new Error('expected OUT.svg and at least one RUN folder');
const size = { width: 720, height: 340 };

const runs = await Promise.all(
  folders.map(async (folder) => {
    const { name, baselines } = await readRun(folder);
    const points = (await readRunLines(folder)).flatMap((one) =>
      one.type === 'evaluation'
        ? [{ million: one.evaluation.decisions / 1e6, qoe: one.evaluation.qoe ?? one.evaluation.score }]
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

const names = [...runs.map(({ name }) => name), ...rules.map(({ algorithm }) => algorithm)];
const entries = names.map((name, place) => ({ id: name, name, place }));
const legend = lineLegend(entries, 58, size.width - 70);
const plot = { left: 58, right: size.width - 14, top: legend.height + 8, bottom: size.height - 44 };
const x = makeScale([0, last], plot.left, plot.right, { nice: false });
const y = makeScale([lowest, ...shown, ...ruleValues], plot.bottom, plot.top);
const stroke = (path: string, place: number): string => {
  const { colour, dash } = styleOf(place);
  return element('path', {
    d: path,
    fill: 'none',
    stroke: colour,
    'stroke-width': 2,
    'stroke-dasharray': dash,
  });
};
const curves = runs.map(({ points }, place) => {
  const path = points.map(({ million, qoe }) => `${x.at(million)} ${y.at(Math.max(lowest, qoe))}`).join('L');
  return stroke(`M${path}`, place);
});
const flat = ruleValues.map((value, i) =>
  stroke(`M${x.at(0)} ${y.at(value)}H${x.at(last)}`, runs.length + i),
);
const axes = xAxis(x, plot, { title: 'millions of decisions' }) + yAxis(y, plot, { title: 'QoE a chunk' });
const title = 'Validation QoE of agents in training, beside the best rules';
writeFileSync(
  out,
  `${standalone(picture(size, title, legend.markup + axes + [...flat, ...curves].join('')))}\n`,
);
