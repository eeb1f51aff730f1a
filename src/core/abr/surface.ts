import { makeQoe } from '../qoe/qoe';
import type { Observation } from '../model/algorithm';
import { createAlgorithm } from './registry';
import type { SessionContext } from './algorithm-entry';

/** Pensieve's ladder and chunks: the setting of the pictures in docs/algorithms.md. */
const ladderKbps = [300, 750, 1200, 1850, 2850, 4300];
const chunkSeconds = 4;
const bufferCapSeconds = 30;
const lastLevel = 2;
const chunksBefore = 6;
const columns = 40;
const rows = 30;
const lowestKbps = 200;
const highestKbps = 8000;

/** Levels that an algorithm chooses, `[row][column]`: rows from an empty to a full buffer, columns from 200 kbps to 8 Mbps (log). */
export type Surface = readonly (readonly number[])[];

/** Asks a new instance at each point, after 6 chunks of level 2 that all came at the column's throughput. The agent needs `policy`. */
export function surfaceOf(id: string, policy?: SessionContext['policy']): Surface {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => levelAt(id, policy, bufferOf(row), kbpsOf(column))),
  );
}

function levelAt(id: string, policy: SessionContext['policy'], bufferSeconds: number, kbps: number): number {
  const video = { ladderKbps, chunkSeconds, chunkCount: 48 };
  const algorithm = createAlgorithm(id, { video, bufferCapSeconds, qoe: makeQoe('lin', ladderKbps), policy });
  const kilobits = ladderKbps[lastLevel] * chunkSeconds;
  const downloads: Observation['downloads'][number][] = [];
  let level = lastLevel;
  for (let chunkIndex = 1; chunkIndex <= chunksBefore; chunkIndex++) {
    downloads.push({ kilobits, seconds: kilobits / kbps, firstByteSeconds: 0 });
    const observation = {
      ...{ chunkIndex: chunkIndex + 10, chunksLeft: 30 - chunkIndex, chunkSeconds, ladderKbps },
      ...{ bufferSeconds, bufferCapSeconds, lastLevel, downloads, upcomingChunkKilobits: null },
    };
    level = algorithm.decide(observation).level;
  }
  return level;
}

function bufferOf(row: number): number {
  return ((row + 0.5) / rows) * bufferCapSeconds;
}

function kbpsOf(column: number): number {
  return lowestKbps * (highestKbps / lowestKbps) ** ((column + 0.5) / columns);
}

const cell = 9;
const left = 52;
const top = 34;
const width = columns * cell;
const height = rows * cell;
/** Lowest to highest level; each tells apart from its neighbours on white, on black and without colour vision. */
const colours = ['#440154', '#414487', '#2a788e', '#22a884', '#7ad151', '#fde725'];
/** Reads on white and on dark paper. */
const ink = '#808080';

/** The surface as an SVG picture. */
export function drawSurface(title: string, surface: Surface): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${left + width + 84} ${top + height + 48}" role="img" font-family="sans-serif" font-size="12" fill="${ink}">`,
    `<title>${title}: level chosen over buffer and throughput</title>`,
    `<text x="${left}" y="20" font-size="14" font-weight="bold">${title}</text>`,
    ...surface.flatMap((levels, row) => drawRow(levels, row)),
    `<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="none" stroke="${ink}"/>`,
    ...axes(),
    ...legend(),
    '</svg>',
    '',
  ].join('\n');
}

/** Neighbours of one level become one rectangle. */
function drawRow(levels: readonly number[], row: number): string[] {
  const rectangles: string[] = [];
  const y = top + height - (row + 1) * cell;
  for (let from = 0; from < levels.length;) {
    let to = from + 1;
    while (to < levels.length && levels[to] === levels[from]) to++;
    const x = left + from * cell;
    rectangles.push(
      `<rect x="${x}" y="${y}" width="${(to - from) * cell}" height="${cell}" fill="${colours[levels[from]]}" shape-rendering="crispEdges"/>`,
    );
    from = to;
  }
  return rectangles;
}

function axes(): string[] {
  const marks = [300, 750, 1500, 3000, 6000].map((kbps) => {
    const share = Math.log(kbps / lowestKbps) / Math.log(highestKbps / lowestKbps);
    return `<text x="${(left + share * width).toFixed(1)}" y="${top + height + 16}" text-anchor="middle">${kbps}</text>`;
  });
  const seconds = [0, 10, 20, 30].map((buffer) => {
    const y = top + height - (buffer / bufferCapSeconds) * height + 4;
    return `<text x="${left - 6}" y="${y}" text-anchor="end">${buffer}</text>`;
  });
  const middle = top + height / 2;
  return [
    ...marks,
    ...seconds,
    `<text x="${left + width / 2}" y="${top + height + 36}" text-anchor="middle">throughput (kbps)</text>`,
    `<text x="16" y="${middle}" text-anchor="middle" transform="rotate(-90 16 ${middle})">buffer (s)</text>`,
  ];
}

function legend(): string[] {
  const x = left + width + 12;
  return ladderKbps.flatMap((kbps, level) => {
    const y = top + (ladderKbps.length - 1 - level) * 22;
    return [
      `<rect x="${x}" y="${y}" width="14" height="14" fill="${colours[level]}" stroke="${ink}"/>`,
      `<text x="${x + 20}" y="${y + 11}">${kbps}</text>`,
    ];
  });
}
