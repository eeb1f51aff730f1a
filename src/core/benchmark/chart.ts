/** Parts of a chart as SVG text; every length in pixels. */
export const chartSize = { width: 720, left: 150, right: 30, top: 16, bottom: 40 } as const;

/** Colours that stay apart for colour-blind eyes (Okabe and Ito). */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#7f7f7f', '#8c510a'];

export function colourOf(index: number): string {
  return colours[index % colours.length];
}

/** Text as HTML and SVG may hold it. */
export function escape(text: string): string {
  const entities = new Map([
    ['&', '&amp;'],
    ['<', '&lt;'],
    ['>', '&gt;'],
    ['"', '&quot;'],
    ["'", '&#39;'],
  ]);
  return text.replace(/[&<>"']/g, (character) => entities.get(character) ?? character);
}

/** A linear scale with round ticks that covers the values. */
export interface Scale {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

export function makeScale(values: readonly number[], from: number, to: number): Scale {
  const lowest = values.reduce((least, value) => Math.min(least, value), Infinity);
  const highest = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const span = highest - lowest || 1;
  const rough = span / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? span;
  const first = Math.floor(lowest / step);
  const last = Math.max(Math.ceil(highest / step), first + 1);
  const ticks = Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
  const low = ticks[0];
  const high = ticks[ticks.length - 1];
  return { at: (value) => round(from + ((value - low) / (high - low)) * (to - from)), ticks };
}

/** The x axis with its grid and title. */
export function xAxis(scale: Scale, height: number, title: string): string {
  const { width, left, right, top, bottom } = chartSize;
  const base = height - bottom;
  const ticks = scale.ticks.map((tick) => {
    const x = scale.at(tick);
    return `<path d="M${x} ${top}V${base}" class="grid"/><text x="${x}" y="${base + 16}" text-anchor="middle">${tick}</text>`;
  });
  const middle = (left + width - right) / 2;
  return `${ticks.join('')}<text x="${middle}" y="${height - 6}" text-anchor="middle">${escape(title)}</text>`;
}

/** The y axis with its grid and title. */
export function yAxis(scale: Scale, title: string): string {
  const { width, left, right, top } = chartSize;
  const ticks = scale.ticks.map((tick) => {
    const y = scale.at(tick);
    const label = `<text x="${left - 8}" y="${y + 4}" text-anchor="end">${tick}</text>`;
    return `<path d="M${left} ${y}H${width - right}" class="grid"/>${label}`;
  });
  return `${ticks.join('')}<text x="8" y="${top + 4}">${escape(title)}</text>`;
}

/** An SVG picture that says what it shows. */
export function svg(height: number, label: string, content: string): string {
  const { width } = chartSize;
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(label)}">${content}</svg>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
