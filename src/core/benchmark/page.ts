import type { AlgorithmResult, BenchmarkResult } from './benchmark';
import { chartSize, colourOf, escape, makeScale, svg, xAxis, yAxis } from './chart';

export interface PageFields {
  readonly video: string;
  readonly traces: number;
  readonly player: string;
  readonly result: BenchmarkResult;
}

/** A benchmark as one HTML file that needs nothing else: a table and charts as inline SVG. */
export function benchmarkPage({ video, traces, player, result }: PageFields): string {
  const { algorithms } = result;
  const ranked = [...algorithms].sort((a, b) => b.meanQoe - a.meanQoe);
  const setting = `${video}, ${traces} traces, QoE ${result.qoe}, player model ${player}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>NeuralStream benchmark</title>
<style>${style}</style>
</head>
<body>
<h1>NeuralStream benchmark</h1>
<p>${escape(setting)}. Means per chunk without chunk 0, over traces.</p>
<h2>Mean QoE with its 95 % interval</h2>
${meansChart(ranked)}
<h2>Share of traces at or below a QoE</h2>
${shareChart(ranked)}
<h2>Bitrate against stalls</h2>
${tradeChart(ranked)}
<h2>Figures</h2>
${figuresTable(ranked)}
</body>
</html>
`;
}

const style = `
body{font:15px/1.5 system-ui,sans-serif;max-width:760px;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
svg{width:100%;height:auto;font:12px system-ui,sans-serif;fill:#1a1a1a}
.grid{stroke:#ddd;fill:none}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:.3rem .5rem;text-align:right;border-bottom:1px solid #ddd}
th:first-child,td:first-child{text-align:left}
`;

function meansChart(ranked: readonly AlgorithmResult[]): string {
  const { width, left, right, top, bottom } = chartSize;
  const rowHeight = 26;
  const height = top + bottom + rowHeight * ranked.length;
  const x = makeScale([0, ...ranked.flatMap(({ ci95 }) => ci95)], left, width - right);
  const rows = ranked.map(({ id, meanQoe, ci95 }, i) => {
    const y = top + rowHeight * (i + 0.5);
    const [from, to] = [Math.min(x.at(0), x.at(meanQoe)), Math.max(x.at(0), x.at(meanQoe))];
    const bar = `<rect x="${from}" y="${y - 8}" width="${to - from}" height="16" fill="${colourOf(i)}" opacity=".75"/>`;
    const whisker = `<path d="M${x.at(ci95[0])} ${y}H${x.at(ci95[1])}" stroke="#1a1a1a" stroke-width="2"/>`;
    return `<text x="${left - 8}" y="${y + 4}" text-anchor="end">${escape(id)}</text>${bar}${whisker}`;
  });
  return svg(height, 'Mean QoE of each algorithm', xAxis(x, height, 'mean QoE per chunk') + rows.join(''));
}

function shareChart(ranked: readonly AlgorithmResult[]): string {
  const { width, left, right, top, bottom } = chartSize;
  const height = 320;
  const x = makeScale(
    ranked.flatMap(({ traces }) => traces.map(({ qoe }) => qoe)),
    left,
    width - right,
  );
  const y = makeScale([0, 1], height - bottom, top);
  const lines = ranked.map(({ traces }, i) => {
    const sorted = traces.map(({ qoe }) => qoe).sort((a, b) => a - b);
    const steps = sorted.map((qoe, k) => `H${x.at(qoe)}V${y.at((k + 1) / sorted.length)}`).join('');
    const path = `M${x.at(x.ticks[0])} ${y.at(0)}${steps}H${x.at(x.ticks[x.ticks.length - 1])}`;
    return `<path d="${path}" fill="none" stroke="${colourOf(i)}" stroke-width="2"/>`;
  });
  const axes = xAxis(x, height, 'mean QoE per chunk of a trace') + yAxis(y, 'share of traces');
  return svg(height, 'Distribution of QoE over traces', axes + lines.join('')) + legend(ranked);
}

function tradeChart(ranked: readonly AlgorithmResult[]): string {
  const { width, left, right, top, bottom } = chartSize;
  const height = 320;
  const x = makeScale([0, ...ranked.map((one) => one.rebufferSecondsPerChunk)], left, width - right);
  const y = makeScale([0, ...ranked.map((one) => one.meanBitrateKbps)], height - bottom, top);
  const points = ranked.map((one, i) => {
    const [cx, cy] = [x.at(one.rebufferSecondsPerChunk), y.at(one.meanBitrateKbps)];
    return `<circle cx="${cx}" cy="${cy}" r="6" fill="${colourOf(i)}"><title>${escape(one.id)}</title></circle>`;
  });
  const axes = xAxis(x, height, 'stall, seconds per chunk') + yAxis(y, 'bitrate, kbps');
  return svg(height, 'Bitrate against stalls', axes + points.join('')) + legend(ranked);
}

function legend(ranked: readonly AlgorithmResult[]): string {
  const entries = ranked.map(
    ({ id }, i) => `<span style="color:${colourOf(i)}">&#9632;</span> ${escape(id)}&ensp;`,
  );
  return `<p>${entries.join('')}</p>`;
}

function figuresTable(ranked: readonly AlgorithmResult[]): string {
  const names = [
    'algorithm',
    'QoE',
    '95 %',
    'kbps',
    'stall s',
    'change kbps',
    'decision &micro;s p50',
    'p99',
  ];
  const rows = ranked.map((one) => {
    const interval = one.ci95.map((value) => value.toFixed(3)).join(' to ');
    const cells = [
      escape(one.id),
      one.meanQoe.toFixed(4),
      interval,
      one.meanBitrateKbps.toFixed(0),
      one.rebufferSecondsPerChunk.toFixed(4),
      one.changeKbpsPerChunk.toFixed(0),
      one.decisionMicrosecondsP50?.toFixed(1) ?? '-',
      one.decisionMicrosecondsP99?.toFixed(1) ?? '-',
    ];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  const head = names.map((name) => `<th scope="col">${name}</th>`).join('');
  return `<table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}
