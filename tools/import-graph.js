import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/**
 * Which file imports which, below a folder: every static, dynamic and type-only import of TypeScript and Svelte files that
 * leads to another file of the folder.
 * @param {string} folder
 * @returns {Map<string, string[]>} paths from the folder with `/`, sorted
 */
export function readImportGraph(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => /\.(ts|svelte)$/.test(file))
    .sort();
  const known = new Set(files);
  return new Map(
    files.map((file) => {
      const specifiers = importsOf(readFileSync(path.join(folder, file), 'utf8'), file);
      const targets = specifiers.map((specifier) => resolve(known, file, specifier));
      return [file, [...new Set(targets.filter((target) => target !== null))]];
    }),
  );
}

/**
 * Import cycles, one for each group of files that reach each other: the shortest way round from its first file.
 * @param {ReadonlyMap<string, readonly string[]>} graph
 * @returns {string[][]} `['a', 'b']`: a imports b, b imports a
 */
export function findCycles(graph) {
  const cycles = [];
  const reported = new Set();
  for (const start of graph.keys()) {
    if (reported.has(start)) continue;
    const cycle = shortestWayBack(graph, start);
    if (cycle === null) continue;
    for (const file of graph.keys()) {
      if (reaches(graph, start, file) && reaches(graph, file, start)) reported.add(file);
    }
    cycles.push(cycle);
  }
  return cycles;
}

/** @param {string} text @param {string} file @returns {string[]} */
function importsOf(text, file) {
  const script = file.endsWith('.svelte') ? scriptsOf(text) : text;
  return ts.preProcessFile(script, true, true).importedFiles.map(({ fileName }) => fileName);
}

/** @param {string} text @returns {string} */
function scriptsOf(text) {
  return [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script]) => script).join('\n');
}

/** @param {ReadonlySet<string>} known @param {string} from @param {string} specifier @returns {string | null} */
function resolve(known, from, specifier) {
  if (!specifier.startsWith('.')) return null;
  const [target] = path.posix.join(path.posix.dirname(from), specifier).split('?');
  return ['', '.ts', '.svelte.ts'].map((ending) => target + ending).find((file) => known.has(file)) ?? null;
}

/** Breadth first. @param {ReadonlyMap<string, readonly string[]>} graph @param {string} start @returns {string[] | null} */
function shortestWayBack(graph, start) {
  const cameFrom = new Map();
  const queue = [start];
  for (const file of queue) {
    for (const target of graph.get(file) ?? []) {
      if (target === start) return wayTo(cameFrom, start, file);
      if (cameFrom.has(target)) continue;
      cameFrom.set(target, file);
      queue.push(target);
    }
  }
  return null;
}

/** @param {ReadonlyMap<string, string>} cameFrom @param {string} start @param {string} end @returns {string[]} */
function wayTo(cameFrom, start, end) {
  const way = [];
  for (let file = end; file !== start; file = cameFrom.get(file) ?? start) way.unshift(file);
  return [start, ...way];
}

/** @param {ReadonlyMap<string, readonly string[]>} graph @param {string} start @param {string} end @returns {boolean} */
function reaches(graph, start, end) {
  const seen = new Set([start]);
  for (const file of seen) for (const target of graph.get(file) ?? []) seen.add(target);
  return seen.has(end);
}
