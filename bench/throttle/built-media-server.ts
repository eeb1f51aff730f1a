import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';

/** Bundles the media server's process as electron.vite.config.ts does; returns the script to fork. */
export async function builtMediaServer(root = process.cwd()): Promise<string> {
  const outDir = await mkdtemp(path.join(tmpdir(), 'neuralstream-media-server-'));
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: path.join(root, 'src/node/media-server/process.ts'),
      target: 'node16',
      outDir,
      emptyOutDir: false,
      rollupOptions: { output: { format: 'cjs', entryFileNames: 'media-server.cjs' } },
    },
  });
  return path.join(outDir, 'media-server.cjs');
}
