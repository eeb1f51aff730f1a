import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';
import { webModules } from './tools/web-modules.js';

const at = (path: string): string => resolve(import.meta.dirname, path);

/** Native packages and those that find their binary by their own folder; everything else is bundled. */
const external = ['electron', '@tensorflow/tfjs-node', 'ffmpeg-static', '@ffprobe-installer/ffprobe'];

export default defineConfig({
  main: {
    build: {
      target: 'node16',
      externalizeDeps: false,
      outDir: 'out/main',
      rollupOptions: {
        external,
        input: {
          main: at('src/main/entry.ts'),
          cli: at('src/cli/main.ts'),
          'media-server': at('src/node/media-server/process.ts'),
          training: at('src/node/training/child.ts'),
          inference: at('src/node/inference/process.ts'),
          'inference-server': at('src/node/inference-server/process.ts'),
          traces: at('src/node/traces/process.ts'),
          'training-shard': at('src/node/training/shard-worker.ts'),
          benchmark: at('src/node/benchmark/child.ts'),
          'benchmark-worker': at('src/node/benchmark/worker.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' },
      },
    },
  },
  preload: {
    build: {
      target: 'node16',
      externalizeDeps: false,
      outDir: 'out/preload',
      rollupOptions: {
        external: ['electron'],
        input: { preload: at('src/preload/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [svelte(), webModules(import.meta.dirname)],
    build: {
      target: 'chrome108',
      outDir: at('out/renderer'),
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: { input: { index: at('src/renderer/index.html') } },
    },
  },
});
