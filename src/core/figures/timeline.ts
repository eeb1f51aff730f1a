import { decimal } from '../text/number';
import type { SessionEvent } from '../model/session-events';
import { line, xAxis } from './axes';
import { lineLegend, type Named } from './legend';
import { element, picture, text, title, type Plot } from './markup';
import { styleOf, tokens } from './palette';
import { makeScale, tickText, type Scale } from './scale';
import { seriesOf, type SessionSeries, type TimePoint } from './timeline-series';

export interface TimelineFigure {
  /** One or two sessions on the same trace. */
  readonly sessions: readonly TimelineSession[];
  readonly trace: string;
  readonly ladderKbps: readonly number[];
  readonly chunkSeconds: number;
  readonly width?: number;
}

export interface TimelineSession extends Named {
  readonly events: readonly SessionEvent[];
  /** What the link could carry over the session's time, as steps: each holds until the next. */
  readonly capacity: readonly CapacityStep[];
}

interface CapacityStep {
  readonly atSeconds: number;
  readonly kbps: number;
}

interface Drawn extends TimelineSession {
  readonly series: SessionSeries;
}

const panelHeights = { bandwidth: 110, level: 150, buffer: 110 };
const panelGap = 34;

/** Bandwidth, the level of each chunk and the buffer over one time axis; stalls are shaded, decisions are marks with their reason. */
export function timelineFigure({ width = 900, ...figure }: TimelineFigure): string {
  const sessions = figure.sessions.map((one) => ({
    ...one,
    series: seriesOf(one.events, figure.chunkSeconds),
  }));
  const legend = lineLegend(sessions, 56, width - 70);
  const end = Math.max(...sessions.map(({ series }) => series.endSeconds));
  const x = makeScale([0, end], 56, width - 14, { aim: 10, nice: false });
  let top = legend.height;
  const panel = (height: number): Plot => {
    const plot = {
      left: 56,
      right: width - 14,
      top: top + panelGap - 10,
      bottom: top + panelGap - 10 + height,
    };
    top += height + panelGap;
    return plot;
  };
  const plots = {
    bandwidth: panel(panelHeights.bandwidth),
    level: panel(panelHeights.level),
    buffer: panel(panelHeights.buffer),
  };
  const shades = sessions.flatMap((one) => Object.values(plots).map((plot) => shading(one, x, plot)));
  const content = [
    legend.markup,
    ...shades,
    bandwidthPanel(figure.ladderKbps, sessions, x, plots.bandwidth),
    levelPanel(figure.ladderKbps, sessions, x, plots.level),
    bufferPanel(sessions, x, plots.buffer),
    stallBars(sessions, x, plots.buffer.bottom + 3),
    xAxis(
      x,
      { ...plots.buffer, bottom: plots.buffer.bottom + 2 + 7 * sessions.length },
      { title: 'time (s)', grid: false },
    ),
  ];
  const height = plots.buffer.bottom + 7 * sessions.length + 46;
  const names = sessions.map(({ name }) => name).join(' and ');
  return picture({ width, height }, `${names} on ${figure.trace}`, content.join(''));
}

/** Start-up lightly, stalls in the algorithm's colour. */
function shading({ id, name, place, series }: Drawn, x: Scale, plot: Plot): string {
  const { colour } = styleOf(place);
  const band = (from: number, to: number, opacity: number, words: string): string =>
    element(
      'rect',
      {
        'data-algorithm': id,
        x: x.at(from),
        y: plot.top,
        width: Math.max(0.75, x.at(to) - x.at(from)),
        height: plot.bottom - plot.top,
        fill: colour,
        'fill-opacity': opacity,
      },
      title(words),
    );
  const startup = band(
    0,
    series.startupSeconds,
    0.08,
    `${name}: start-up of ${decimal(series.startupSeconds)} s`,
  );
  const stalls = series.stalls.map(({ from, to }) =>
    band(from, to, 0.22, `${name}: stalled for ${decimal(to - from)} s`),
  );
  return startup + stalls.join('');
}

/** A row for each session under the buffer: full colour where it stalled. */
function stallBars(sessions: readonly Drawn[], x: Scale, top: number): string {
  return sessions
    .map(({ place, series }, i) =>
      series.stalls
        .map(({ from, to }) =>
          element('rect', {
            x: x.at(from),
            y: top + 7 * i,
            width: Math.max(1.5, x.at(to) - x.at(from)),
            height: 5,
            fill: styleOf(place).colour,
          }),
        )
        .join(''),
    )
    .join('');
}

/** Under some player models two sessions meet the same trace at slightly different times; then each has its own line. */
function bandwidthPanel(
  ladderKbps: readonly number[],
  sessions: readonly Drawn[],
  x: Scale,
  plot: Plot,
): string {
  const cap = (3 * ladderKbps[ladderKbps.length - 1]) / 1000;
  const rates = sessions.flatMap(({ capacity }) => capacity.map(({ kbps }) => kbps / 1000));
  const highest = rates.reduce((most, value) => Math.max(most, value), 0);
  const y = makeScale([0, Math.min(highest, cap)], plot.bottom, plot.top, { aim: 3 });
  const paths = sessions.map(({ capacity }) => {
    const steps = capacity.map(({ atSeconds, kbps }) => ({
      seconds: atSeconds,
      value: Math.min(y.high, kbps / 1000),
    }));
    return stepPath(steps, x.high, x, y);
  });
  const isShared = paths.every((path) => path === paths[0]);
  const lines = isShared
    ? [line(paths[0], tokens.muted, 1.5)]
    : paths.map((path, i) => line(path, styleOf(sessions[i].place).colour, 1));
  const area = element('path', {
    d: `${paths[0]}V${plot.bottom}H${x.at(x.low)}Z`,
    fill: tokens.muted,
    'fill-opacity': 0.15,
  });
  const measured = sessions.map(({ place, series }) =>
    series.decisions
      .flatMap(({ seconds, kbps }) =>
        kbps === null
          ? []
          : element('circle', {
              cx: x.at(seconds),
              cy: y.at(Math.min(y.high, kbps / 1000)),
              r: 1.75,
              fill: styleOf(place).colour,
            }),
      )
      .join(''),
  );
  const cut = highest > cap ? `, cut at ${tickText(y.high)}` : '';
  const head = panelHead(plot, `Bandwidth of the link, dots: as measured (Mbit/s${cut})`);
  return head + panelGrid(y, plot) + area + lines.join('') + measured.join('');
}

function levelPanel(ladderKbps: readonly number[], sessions: readonly Drawn[], x: Scale, plot: Plot): string {
  const y = makeScale([0, ladderKbps.length - 1], plot.bottom - 8, plot.top + 8, { nice: false });
  const grid = ladderKbps.map((kbps, level) => {
    const label = text(plot.left - 8, y.at(level) + 4, decimal(kbps / 1000), {
      'text-anchor': 'end',
      fill: tokens.muted,
    });
    return line(`M${plot.left} ${y.at(level)}H${plot.right}`, tokens.line) + label;
  });
  const lines = sessions.map((one, i) => levelLine(one, i > 0, x, y, ladderKbps));
  return (
    panelHead(plot, 'Level of each chunk, from its decision on (Mbit/s)') + grid.join('') + lines.join('')
  );
}

/** The marks of a second session are hollow: what lies below them stays in sight. */
function levelLine(
  { id, name, place, series }: Drawn,
  hollow: boolean,
  x: Scale,
  y: Scale,
  ladderKbps: readonly number[],
): string {
  const { colour, dash, marker } = styleOf(place);
  const steps = series.decisions.map(({ seconds, level }) => ({ seconds, value: level }));
  const path = steps.length === 0 ? '' : stepPath(steps, series.endSeconds, x, y);
  const stroke = { fill: 'none', stroke: colour, 'stroke-width': 2, 'stroke-dasharray': dash };
  const marks = series.decisions.map(({ seconds, chunkIndex, level, reason }) =>
    element(
      'path',
      {
        'data-algorithm': id,
        'data-chunk': chunkIndex,
        d: marker,
        transform: `translate(${x.at(seconds)} ${y.at(level)}) scale(0.75)`,
        fill: hollow ? tokens.panel : colour,
        stroke: hollow ? colour : tokens.panel,
        'stroke-width': hollow ? 2 : 1,
      },
      title(`${name}, chunk ${chunkIndex}: ${decimal(ladderKbps[level] / 1000)} Mbit/s\n${reason}`),
    ),
  );
  return element('path', { d: path, ...stroke }) + marks.join('');
}

function bufferPanel(sessions: readonly Drawn[], x: Scale, plot: Plot): string {
  const values = sessions.flatMap(({ series }) => series.buffer.map(({ value }) => value));
  const y = makeScale([0, ...values], plot.bottom, plot.top, { aim: 3 });
  const lines = sessions.map(({ place, series }) => {
    const { colour, dash } = styleOf(place);
    const corners = series.buffer.map(({ seconds, value }) => `${x.at(seconds)} ${y.at(value)}`);
    const stroke = { fill: 'none', stroke: colour, 'stroke-width': 1.75, 'stroke-dasharray': dash };
    return corners.length === 0 ? '' : element('path', { d: `M${corners.join('L')}`, ...stroke });
  });
  return panelHead(plot, 'Buffer, stalls shaded (s)') + panelGrid(y, plot) + lines.join('');
}

function panelHead(plot: Plot, words: string): string {
  return text(plot.left, plot.top - 8, words, { fill: tokens.muted });
}

function panelGrid(y: Scale, plot: Plot): string {
  const ticks = y.ticks.map(
    (tick) =>
      line(`M${plot.left} ${y.at(tick)}H${plot.right}`, tokens.line) +
      text(plot.left - 8, y.at(tick) + 4, tickText(tick), { 'text-anchor': 'end', fill: tokens.muted }),
  );
  return ticks.join('');
}

function stepPath(steps: readonly TimePoint[], until: number, x: Scale, y: Scale): string {
  const [first, ...rest] = steps;
  const corners = rest.map(({ seconds, value }) => `H${x.at(Math.min(seconds, until))}V${y.at(value)}`);
  return `M${x.at(first.seconds)} ${y.at(first.value)}${corners.join('')}H${x.at(until)}`;
}
