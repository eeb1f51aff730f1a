/**
 * Draws docs/pictures/architecture.svg from the real imports of src: `node scripts/draw-architecture.mjs`. A box is a folder
 * and stands above all boxes that it imports. An arrow that follows from others is left out.
 * tests/tools/architecture.test.ts fails when the picture is out of date.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { readImportGraph } from '../tools/import-graph.js';
import { root } from './setup/places.mjs';

const box = { width: 112, height: 30, gapX: 22, gapY: 46 };
const margin = 24;
export const pictureFile = path.join(root, 'docs', 'pictures', 'architecture.svg');

/** The picture's SVG text. */
export function architecture(folder = path.join(root, 'src')) {
  const imports = readImportGraph(folder);
  const layers = folderImports(imports, (file) => file.split('/')[0]);
  const core = folderImports(imports, (file) => {
    const [layer, name, ...rest] = file.split('/');
    return layer === 'core' && rest.length > 0 ? name : null;
  });
  const panels = [panel('src: a folder is a runtime', layers), panel('src/core', core)];
  const width = Math.max(...panels.map((one) => one.width)) + 2 * margin;
  let top = margin;
  const parts = panels.map(({ height, draw }) => {
    const part = draw(margin, top);
    top += height + margin;
    return part;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${top}" viewBox="0 0 ${width} ${top}" font-family="Inter, sans-serif" font-size="13">
<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="#5a6675"/></marker></defs>
<rect width="100%" height="100%" fill="#ffffff"/>
${parts.join('\n')}
</svg>
`;
}

/** The imports between folders; `folderOf` gives a file's folder, or null for a file that does not count. */
function folderImports(imports, folderOf) {
  const folders = new Map();
  for (const [file, targets] of imports) {
    const from = folderOf(file);
    if (from === null) continue;
    const to = folders.get(from) ?? new Set();
    folders.set(from, to);
    for (const target of targets) {
      const folder = folderOf(target);
      if (folder !== null && folder !== from) to.add(folder);
    }
  }
  return folders;
}

function panel(title, graph) {
  const ranks = ranked(graph);
  const edges = reduced(graph);
  const rows = [];
  for (const [name, rank] of [...ranks].sort(([a], [b]) => a.localeCompare(b)))
    (rows[rank] ??= []).push(name);
  rows.reverse();
  order(rows, edges);
  const rowWidth = (row) => row.length * (box.width + box.gapX) - box.gapX;
  const width = Math.max(...rows.map(rowWidth));
  const height = 28 + rows.length * (box.height + box.gapY) - box.gapY;
  const draw = (left, top) => {
    const at = new Map();
    rows.forEach((row, y) =>
      row.forEach((name, x) =>
        at.set(name, {
          x: left + (width - rowWidth(row)) / 2 + x * (box.width + box.gapX),
          y: top + 28 + y * (box.height + box.gapY),
        }),
      ),
    );
    const lines = edges.map(([from, to]) => curve(at.get(from), at.get(to)));
    const boxes = [...at].map(([name, { x, y }]) => drawBox(name, x, y));
    return [
      `<text x="${left}" y="${top + 12}" font-weight="600" fill="#17202b">${title}</text>`,
      ...lines,
      ...boxes,
    ].join('\n');
  };
  return { width, height, draw };
}

function drawBox(name, x, y) {
  return `<rect x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="8" fill="#eef1f5" stroke="#1f5fd0"/><text x="${x + box.width / 2}" y="${y + 20}" text-anchor="middle" fill="#17202b">${name}</text>`;
}

function curve(from, to) {
  const [x1, y1, x2, y2] = [from.x + box.width / 2, from.y + box.height, to.x + box.width / 2, to.y - 1];
  const bend = box.gapY / 2;
  return `<path d="M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}" fill="none" stroke="#5a6675" marker-end="url(#arrow)"/>`;
}

/** Rows of the boxes: 0 imports nothing, each other one is one above the highest that it imports. */
function ranked(graph) {
  const ranks = new Map();
  const rank = (name, path = []) => {
    if (path.includes(name)) throw new Error(`folders import each other: ${[...path, name].join(' -> ')}`);
    const known = ranks.get(name);
    if (known !== undefined) return known;
    const below = [...(graph.get(name) ?? [])].map((target) => rank(target, [...path, name]));
    const own = below.length === 0 ? 0 : Math.max(...below) + 1;
    ranks.set(name, own);
    return own;
  };
  for (const name of graph.keys()) rank(name);
  return ranks;
}

/** The imports that do not follow from others. */
function reduced(graph) {
  const reach = (from, to) => [...(graph.get(from) ?? [])].some((next) => next === to || reach(next, to));
  return [...graph].flatMap(([from, targets]) =>
    [...targets]
      .filter((to) => ![...targets].some((other) => other !== to && reach(other, to)))
      .map((to) => [from, to]),
  );
}

/** Moves each box near the boxes above it that import it. */
function order(rows, edges) {
  for (let y = 1; y < rows.length; y++) {
    const share = (name) => {
      const above = edges.filter(([, to]) => to === name).map(([from]) => position(rows, from));
      return above.length === 0 ? 0.5 : above.reduce((sum, x) => sum + x, 0) / above.length;
    };
    rows[y].sort((a, b) => share(a) - share(b) || a.localeCompare(b));
  }
}

function position(rows, name) {
  const row = rows.find((names) => names.includes(name));
  return (row.indexOf(name) + 0.5) / row.length;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(pictureFile, architecture());
  console.log(path.relative(root, pictureFile));
}
