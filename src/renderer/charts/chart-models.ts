import type { Settings } from '../../shared/stored';
import type { ComparisonSeries, PlayerSeries } from '../record/player-record';

export interface ChartPoint {
  readonly x: number;
  readonly y: number;
}

/** One line of a chart. `slot` null is the link, else the player's place (its colour and pattern). */
export interface ChartLine {
  readonly label: string;
  readonly slot: number | null;
  readonly stepped: boolean;
  /** Drawn as a companion of a stronger line. */
  readonly thin: boolean;
  readonly points: ChartPoint[];
}

/** What one chart draws and its data table lists. */
export interface ChartModel {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly ChartLine[];
  /** The axis ends here at the latest; see drawnPoints for what is above. null: it follows the data. */
  readonly yLimit: number | null;
  /** What the other axis counts; seconds when it is not said. */
  readonly xUnit?: string;
  /** The value axis follows the data and need not hold 0. */
  readonly fits?: true;
  /** Lines are named beside their values. */
  readonly named?: true;
}

/** A stall to be shaded; `to` is now while it lasts. */
export interface ShadedStall {
  readonly slot: number;
  readonly from: number;
  readonly to: number;
}

export interface ChartSource {
  readonly series: ComparisonSeries;
  /** Players' names by slot. */
  readonly names: readonly string[];
  readonly elapsedSeconds: number;
  /** Highest bitrate of the ladder. */
  readonly topKbps: number;
  readonly qoe: 'lin' | 'log';
  /** shared: the set bandwidth is for all players together. */
  readonly links: Settings['links'];
}

/** Bandwidth above so many times the top bitrate for each player on the link changes nothing and would only flatten the rest. */
const offTheChart = 3;

/** The four charts of a comparison, live or saved. */
export function chartModels(source: ChartSource): ChartModel[] {
  const { series, elapsedSeconds, qoe, topKbps, links } = source;
  const measured = playerLines(source, (player) => player.measured.map(mbps), { thin: true });
  const bitrate = playerLines(source, (player) => heldTo(elapsedSeconds, player.bitrate.map(mbps)), {
    stepped: true,
  });
  const buffer = playerLines(source, (player) => player.buffer.map(({ t, s }) => ({ x: t, y: s })));
  const score = playerLines(source, (player) => player.qoe.map((point) => ({ x: point.t, y: point[qoe] })));
  const lines = [linkLine(series.link), ...measured];
  const players = links === 'shared' ? Math.max(1, series.players.length) : 1;
  const yLimit = (topKbps / 1000) * offTheChart * players;
  return [
    { id: 'bandwidth', title: 'Bandwidth set, measured', unit: 'Mbit/s', lines, yLimit },
    { id: 'bitrate', title: 'Bitrate of the chunk chosen', unit: 'Mbit/s', lines: bitrate, yLimit: null },
    { id: 'buffer', title: 'Buffer', unit: 's', lines: buffer, yLimit: null },
    { id: 'qoe', title: `Cumulative QoE (${qoe})`, unit: '', lines: score, yLimit: null },
  ];
}

/** A line's points as they are drawn: the link's stays at the upper edge while it is above, others run off the top. */
export function drawnPoints({ slot, points }: ChartLine, { yLimit }: ChartModel): ChartPoint[] {
  if (yLimit === null || slot !== null) return points;
  return points.map(({ x, y }) => ({ x, y: Math.min(y, yLimit) }));
}

/** Every stall, those under way up to now. */
export function shadedStalls({ series, elapsedSeconds }: ChartSource): ShadedStall[] {
  return series.players.flatMap((player, slot) =>
    player.stalls.map(({ from, to }) => ({ slot, from, to: to ?? Math.max(from, elapsedSeconds) })),
  );
}

const ends = [30, 60, 90, 120, 180, 240, 300, 420, 600, 900, 1200, 1800, 2700, 3600];

/** End of the shared time axis: a round time that holds the session so far. */
export function axisEnd(elapsedSeconds: number): number {
  return ends.find((end) => end >= elapsedSeconds) ?? Math.ceil(elapsedSeconds / 1800) * 1800;
}

/** The value of a line at a time: of the step that holds, else of the last point before. */
export function valueAt({ points }: ChartLine, seconds: number): number | null {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle].x <= seconds) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? null : points[low - 1].y;
}

function playerLines(
  { series, names }: ChartSource,
  draw: (player: PlayerSeries) => ChartPoint[],
  { stepped = false, thin = false } = {},
): ChartLine[] {
  return series.players.map((player, slot) => ({
    label: names[slot] ?? '',
    slot,
    stepped,
    thin,
    points: draw(player),
  }));
}

/** Unlimited has no number: the line has a gap there (a point would stretch the axis). */
function linkLine({ steps, untilSeconds }: ComparisonSeries['link']): ChartLine {
  const reported = steps.filter(({ atSeconds }) => atSeconds <= untilSeconds);
  const points = heldTo(
    untilSeconds,
    reported.map(({ atSeconds, kbps }) => ({ x: atSeconds, y: kbps === null ? NaN : kbps / 1000 })),
  );
  return { label: 'Set', slot: null, stepped: true, thin: false, points };
}

function heldTo(seconds: number, points: ChartPoint[]): ChartPoint[] {
  const last = points[points.length - 1];
  return last && last.x < seconds ? [...points, { x: seconds, y: last.y }] : points;
}

function mbps({ t, kbps }: { t: number; kbps: number }): ChartPoint {
  return { x: t, y: kbps / 1000 };
}
