import { defineConfig } from 'vitest/config';

/** End-to-end tests in the real Electron: one file at a time, for each starts windows and players of its own. */
export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
