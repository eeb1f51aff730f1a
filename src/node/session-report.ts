import type { SavedPlayer, SavedSession } from '../shared/stored';
import { reportStyles } from './session-report-styles';

type Point = readonly [seconds: number, value: number];

const patterns = ['', '8 4', '2 4', '10 4 2 4'];

/** One self-contained HTML page of a comparison: verdict, table, charts as inline SVG, chunk by chunk; no address in it. */
export function sessionReport(session: SavedSession, screenshotBase64: string): string {
  const { name, players, presentation, seconds, conditions } = session;
  const title = `NeuralStream: ${escapeHtml(name)}`;
  const ladder = presentation.ladderKbps.map((kbps) => `${kbps} kbps`).join(', ');
  const links = conditions.links === 'shared' ? 'one shared link' : 'a link for each player';
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>${reportStyles}</style></head><body>
<h1>${escapeHtml(name)}</h1>
<p class="verdict">${escapeHtml(session.verdict)}</p>
<p class="muted">${escapeHtml(presentation.name)}; levels ${ladder}; ${presentation.chunkSeconds} s chunks; ${links};
buffer cap ${conditions.bufferCapSeconds} s; ${seconds.toFixed(1)} s since the common start.</p>
<img alt="The window at the end of the comparison" src="data:image/png;base64,${screenshotBase64}">
${summaryTable(players)}
${charts(session)}
${players.map(chunkTable).join('\n')}
</body></html>
`;
}

function summaryTable(players: readonly SavedPlayer[]): string {
  const heads = [
    'QoE lin / chunk',
    'quality',
    'stall',
    'switches',
    'QoE log / chunk',
    'mean bitrate kbps',
    'switches (count)',
    'stalls (count)',
    'stall s',
    'start-up s',
  ];
  const rows = players.map(({ summary, summaryLog }) => {
    const { qoe } = summary;
    const figures = [qoe.total, qoe.quality, qoe.stall, qoe.switches, summaryLog.qoe.total].map(fixed(3));
    const counts = [summary.switches, summary.stalls].map(fixed(0));
    const startup = summary.startupSeconds === null ? 'none' : summary.startupSeconds.toFixed(2);
    return [
      ...figures,
      summary.meanBitrateKbps.toFixed(0),
      ...counts,
      summary.stallSeconds.toFixed(2),
      startup,
    ];
  });
  return `<h2>Figures</h2><table><tr><th>player</th>${heads.map((head) => `<th>${head}</th>`).join('')}</tr>
${players.map(({ name }, i) => `<tr><th>${swatch(i)} ${escapeHtml(name)}</th>${cells(rows[i])}</tr>`).join('\n')}</table>`;
}

function charts({ players, bandwidth, seconds, presentation }: SavedSession): string {
  const steps = bandwidth.flatMap(({ atSeconds, kbps }): Point[] =>
    kbps === null ? [] : [[atSeconds, kbps / 1000]],
  );
  const last = steps[steps.length - 1];
  const set = last === undefined ? [] : [...steps, [seconds, last[1]] as const];
  const bitrate = players.map(({ chunks }) =>
    chunks.map(({ atSeconds, level }): Point => [atSeconds, presentation.ladderKbps[level] / 1000]),
  );
  const buffer = players.map((player) =>
    player.buffer.map(({ atSeconds, bufferSeconds }): Point => [atSeconds, bufferSeconds]),
  );
  return [
    chart('Bandwidth set (Mbit/s)', [set], seconds, true),
    chart('Bitrate of each chunk (Mbit/s)', bitrate, seconds, true),
    chart('Buffer (s)', buffer, seconds, false),
  ].join('\n');
}

/** Lines over wall time; a stepped line holds its value until the next point. */
function chart(
  title: string,
  lines: readonly (readonly Point[])[],
  seconds: number,
  stepped: boolean,
): string {
  const [width, height, left, bottom] = [900, 160, 50, 20];
  const top = Math.max(1e-9, ...lines.flat().map(([, value]) => value)) * 1.1;
  const x = (at: number): string => (left + ((width - left) * at) / Math.max(seconds, 1e-9)).toFixed(1);
  const y = (value: number): string => ((height - bottom) * (1 - value / top)).toFixed(1);
  const paths = lines.map((points, i) => {
    const moves = points.map(([at, value], k) => {
      if (k === 0) return `M${x(at)} ${y(value)}`;
      return stepped ? `H${x(at)}V${y(value)}` : `L${x(at)} ${y(value)}`;
    });
    return `<path class="series${lines.length === 1 ? '' : i + 1}" stroke-dasharray="${patterns[i]}" d="${moves.join('')}"/>`;
  });
  const labels = [0, top / 2, top].map(
    (value) => `<text x="0" y="${y(value)}" dy="10">${value.toFixed(1)}</text>`,
  );
  const times = [0, 0.5, 1].map((share) => {
    const anchor = share === 0 ? 'start' : share === 1 ? 'end' : 'middle';
    return `<text x="${x(share * seconds)}" y="${height - 4}" text-anchor="${anchor}">${(share * seconds).toFixed(0)} s</text>`;
  });
  return `<h2>${title}</h2><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">${labels.join('')}${times.join('')}${paths.join('')}</svg>`;
}

function chunkTable({ name, chunks }: SavedPlayer, index: number): string {
  const rows = chunks.map(
    ({ index: chunk, level, kilobits, downloadSeconds, bufferSeconds, stallSeconds, reason }) => {
      const figures = [
        kilobits.toFixed(0),
        downloadSeconds.toFixed(3),
        bufferSeconds.toFixed(2),
        stallSeconds.toFixed(2),
      ];
      return `<tr><th>${chunk}</th>${cells([String(level), ...figures, escapeHtml(reason)])}</tr>`;
    },
  );
  return `<details><summary>${swatch(index)} ${escapeHtml(name)}: ${chunks.length} chunks</summary><table>
<tr><th>chunk</th><th>level</th><th>kilobits</th><th>download s</th><th>buffer s</th><th>stall s</th><th>reason</th></tr>
${rows.join('\n')}</table></details>`;
}

function swatch(index: number): string {
  return `<svg class="swatch" viewBox="0 0 24 8"><path class="series${index + 1}" stroke-dasharray="${patterns[index]}" d="M0 4H24"/></svg>`;
}

function cells(values: readonly string[]): string {
  return values.map((value) => `<td>${value}</td>`).join('');
}

function fixed(digits: number): (value: number) => string {
  return (value) => value.toFixed(digits);
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
