import type { Environment } from 'vitest/runtime';

/** Node, with Svelte compiled for the window instead of the server: tests then run the runes that the window runs. */
const window: Environment = {
  name: 'window',
  viteEnvironment: 'client',
  setup: () => ({ teardown: () => undefined }),
};

export default window;
