/**
 * Draws docs/pictures/<id>.svg, the decision surface of each algorithm: `node scripts/draw-decision-surfaces.mjs`. The
 * algorithms themselves are asked (src/core/abr, loaded through Vite), so a picture cannot say other than the program does.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createServer } from 'vite';

const root = resolve(import.meta.dirname, '..');
const folder = resolve(root, 'docs/pictures');

const server = await createServer({
  root,
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, ws: false },
  optimizeDeps: { noDiscovery: true },
});
try {
  const { algorithms } = await server.ssrLoadModule('/src/core/abr/registry.ts');
  const { drawSurface, surfaceOf } = await server.ssrLoadModule('/src/core/abr/surface.ts');
  const { modelReader } = await server.ssrLoadModule('/src/node/models.ts');
  const policy = modelReader(resolve(root, 'resources'));
  mkdirSync(folder, { recursive: true });
  for (const entry of algorithms.filter(({ clairvoyant }) => !clairvoyant)) {
    writeFileSync(resolve(folder, `${entry.id}.svg`), drawSurface(entry.name, surfaceOf(entry.id, policy)));
    console.log(`docs/pictures/${entry.id}.svg`);
  }
} finally {
  await server.close();
}
