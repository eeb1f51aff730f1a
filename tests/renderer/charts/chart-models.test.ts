import { expect, test } from 'vitest';
import {
  axisEnd,
  chartModels,
  drawnPoints,
  shadedStalls,
  valueAt,
  type ChartSource,
} from '../../../src/renderer/charts/chart-models';

const source: ChartSource = {
  names: ['BOLA', 'If / Then'],
  elapsedSeconds: 10,
  topKbps: 2000,
  qoe: 'lin',
  links: 'separate',
  series: {
    link: {
      steps: [
        { atSeconds: 0, kbps: 4000 },
        { atSeconds: 5, kbps: null },
      ],
      untilSeconds: 10,
    },
    players: [
      {
        measured: [{ t: 1, kbps: 3900 }],
        bitrate: [{ t: 0, kbps: 500 }],
        buffer: [{ t: 1, s: 2 }],
        qoe: [{ t: 1, lin: 1.5, log: 0.7 }],
        stalls: [{ from: 3, to: 4 }],
      },
      { measured: [], bitrate: [], buffer: [], qoe: [], stalls: [{ from: 8, to: null }] },
    ],
  },
};

test('there are four charts, each with a line for every player, and the link on the first', () => {
  const models = chartModels(source);
  expect(models.map(({ id }) => id)).toEqual(['bandwidth', 'bitrate', 'buffer', 'qoe']);
  expect(models.map(({ lines }) => lines.map(({ slot }) => slot))).toEqual([
    [null, 0, 1],
    [0, 1],
    [0, 1],
    [0, 1],
  ]);
});

test('what holds until now is drawn until now, in Mbit/s', () => {
  const [bandwidth, bitrate] = chartModels(source);
  expect(bandwidth.lines[1].points).toEqual([{ x: 1, y: 3.9 }]);
  expect(bitrate.lines[0].points).toEqual([
    { x: 0, y: 0.5 },
    { x: 10, y: 0.5 },
  ]);
});

test('an unlimited link is a gap in its line', () => {
  const [{ lines }] = chartModels(source);
  expect(lines[0].points).toEqual([
    { x: 0, y: 4 },
    { x: 5, y: NaN },
    { x: 10, y: NaN },
  ]);
});

test('the link is drawn up to the last report of the media server, and no further', () => {
  const steps = [
    { atSeconds: 0, kbps: 4000 },
    { atSeconds: 5, kbps: 1000 },
    { atSeconds: 9.9, kbps: 500 },
  ];
  const series = { ...source.series, link: { steps, untilSeconds: 9.8 } };
  const [{ lines }] = chartModels({ ...source, series });
  expect(lines[0].points).toEqual([
    { x: 0, y: 4 },
    { x: 5, y: 1 },
    { x: 9.8, y: 1 },
  ]);
});

test('the bandwidth axis ends at three times the top bitrate, on a shared link for each player', () => {
  const limits = (links: ChartSource['links']) =>
    chartModels({ ...source, links }).map(({ yLimit }) => yLimit);
  expect(limits('separate')).toEqual([6, null, null, null]);
  expect(limits('shared')).toEqual([12, null, null, null]);
});

test('a set bandwidth above the axis is drawn at its edge, a measured one runs off', () => {
  const steps = [
    { atSeconds: 0, kbps: 50_000 },
    { atSeconds: 5, kbps: null },
    { atSeconds: 8, kbps: 4000 },
  ];
  const link = { steps, untilSeconds: 10 };
  const measured = [{ t: 1, kbps: 30_000 }];
  const players = [{ ...source.series.players[0], measured }];
  const [model] = chartModels({ ...source, series: { link, players } });
  const [set, player] = model.lines;
  expect(drawnPoints(set, model).map(({ y }) => y)).toEqual([6, NaN, 4, 4]);
  expect(set.points.map(({ y }) => y)).toEqual([50, NaN, 4, 4]);
  expect(drawnPoints(player, model)).toEqual([{ x: 1, y: 30 }]);
});

test('the QoE chart follows the chosen measure', () => {
  const [, , , lin] = chartModels(source);
  const [, , , log] = chartModels({ ...source, qoe: 'log' });
  expect(lin.lines[0].points[0].y).toBe(1.5);
  expect(log.lines[0].points[0].y).toBe(0.7);
});

test('a stall that lasts is shaded until now', () => {
  expect(shadedStalls(source)).toEqual([
    { slot: 0, from: 3, to: 4 },
    { slot: 1, from: 8, to: 10 },
  ]);
});

test('the time axis ends at a round time that holds the session', () => {
  expect([0, 30, 31, 61, 3601, 5401].map(axisEnd)).toEqual([30, 30, 60, 90, 5400, 7200]);
});

test('the cross-hair reads the last point at or before it', () => {
  const line = { label: 'BOLA', slot: 0, stepped: false, thin: false };
  const points = [
    { x: 1, y: 10 },
    { x: 2, y: 20 },
    { x: 2, y: 21 },
    { x: 4, y: 40 },
  ];
  expect([0.5, 1, 2, 3.9, 4, 9].map((t) => valueAt({ ...line, points }, t))).toEqual([
    null,
    10,
    21,
    21,
    40,
    40,
  ]);
});
