import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';

/** What is built for pages outside the application, each into one ES module with nothing to import. */
const webEntries = {
  'rules/dashjs': 'src/web/rules/dashjs.ts',
  'rules/hlsjs': 'src/web/rules/hlsjs.ts',
  'rules/shaka': 'src/web/rules/shaka.ts',
};

/**
 * A Vite plugin: builds the modules for pages into out/web when the application is built.
 * @param {string} root the project's folder (electron-vite runs its configuration, and this with it, from a copy)
 * @returns {import('vite').Plugin}
 */
export function webModules(root) {
  return {
    name: 'neuralstream-web-modules',
    apply: 'build',
    closeBundle: () => buildWebModules(root, path.join(root, 'out', 'web')),
  };
}

/** Builds them into a folder, the licence that goes with them beside. */
export async function buildWebModules(root, folder) {
  await mkdir(folder, { recursive: true });
  await copyFile(path.join(root, 'LICENSE'), path.join(folder, 'LICENSE'));
  for (const [name, entry] of Object.entries(webEntries)) await buildModule(root, folder, name, entry);
}

/** One entry by itself, so that no code is shared between files. */
function buildModule(root, folder, name, entry) {
  return build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'error',
    build: {
      target: 'es2022',
      outDir: folder,
      emptyOutDir: false,
      minify: 'esbuild',
      modulePreload: { polyfill: false },
      rollupOptions: {
        input: path.join(root, entry),
        preserveEntrySignatures: 'strict',
        output: { format: 'es', entryFileNames: `${name}.mjs`, inlineDynamicImports: true },
      },
    },
  });
}
