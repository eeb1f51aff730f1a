import { svelte } from '@sveltejs/vite-plugin-svelte';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

/** The page of the inference service, which plain browsers load. */
export default defineConfig({
  root: resolve(import.meta.dirname, 'src/page'),
  plugins: [svelte()],
  logLevel: 'warn',
  build: {
    target: ['chrome108', 'firefox115', 'safari16.4'],
    outDir: resolve(import.meta.dirname, 'out/page'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
  },
});
