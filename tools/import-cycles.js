import path from 'node:path';
import { findCycles, readImportGraph } from './import-graph.js';

/** Part of `npm run lint`: names every import cycle in src, type-only imports included, and fails if there is one. */
const cycles = findCycles(readImportGraph(path.join(import.meta.dirname, '..', 'src')));
for (const cycle of cycles) process.stderr.write(`import cycle: ${[...cycle, cycle[0]].join(' -> ')}\n`);
process.exitCode = cycles.length > 0 ? 1 : 0;
