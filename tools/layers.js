/**
 * The law of layers: a folder of src/ is a runtime. Each layer names the layers it may import and the packages
 * (or Node built-ins) it may use; `types` may be imported as types only. eslint.config.js turns this table into rules; tests/tools/layers.test.ts plants a
 * breach of each kind and expects it to be caught.
 */
export const layers = {
  core: { imports: [], packages: [], types: ['@tensorflow/tfjs', 'dashjs'], builtins: false },
  shared: { imports: ['core'], packages: ['valibot'], builtins: false },
  node: {
    imports: ['core', 'shared'],
    packages: [
      '@fastify/cors',
      '@fastify/rate-limit',
      '@tensorflow/tfjs',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-node',
      '@valibot/to-json-schema',
      'fastify',
      '@ffprobe-installer/ffprobe',
      'ffmpeg-static',
      'fluent-ffmpeg',
      'valibot',
    ],
    builtins: true,
  },
  preload: { imports: ['core', 'shared'], packages: ['electron'], builtins: false },
  renderer: {
    imports: ['core', 'shared'],
    packages: ['svelte', 'dashjs', 'chart.js', '@lucide/svelte', '@fontsource-variable/inter', 'valibot'],
    builtins: false,
  },
  web: {
    imports: ['core', 'shared'],
    packages: [],
    types: ['dashjs', 'hls.js', 'shaka-player'],
    builtins: false,
  },
  page: {
    imports: ['core', 'shared', 'renderer'],
    packages: ['svelte', 'dashjs', '@lucide/svelte', '@fontsource-variable/inter', 'valibot'],
    builtins: false,
  },
  main: {
    imports: ['core', 'shared', 'node', 'cli'],
    packages: ['electron', 'electron-updater', 'valibot'],
    builtins: true,
  },
  cli: { imports: ['core', 'shared', 'node'], packages: ['valibot'], builtins: true },
};

/**
 * The same law inside core: each folder names the folders of core that it may import. `model`, `text` and `stats` are known to
 * everyone and know nobody; figures know numbers only, neither algorithms nor benchmarks.
 */
export const coreFolders = {
  model: [],
  text: [],
  stats: [],
  trace: ['stats', 'text'],
  throughput: ['model'],
  qoe: ['model', 'text'],
  'video-formats': ['model', 'text'],
  simulator: ['model', 'stats', 'text', 'trace'],
  agent: ['model', 'qoe'],
  abr: ['model', 'text', 'trace', 'throughput', 'qoe', 'simulator', 'agent'],
  training: ['model', 'stats', 'trace', 'qoe', 'simulator', 'agent'],
  figures: ['model', 'stats', 'text'],
  benchmark: ['model', 'stats', 'text', 'trace', 'qoe', 'simulator', 'abr', 'figures'],
  dashjs: ['model'],
};

/** What the pure layer must not name: clocks, chance and output are arguments there. */
export const impure = [
  'Date',
  'console',
  'process',
  'window',
  'document',
  'fetch',
  'setTimeout',
  'setInterval',
];
