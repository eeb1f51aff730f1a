import { defineConfig } from 'vitest/config';

/** End-to-end tests of the packaged application (dist/), which scripts/package.mjs makes before. */
export default defineConfig({
  test: {
    include: ['tests/packaged/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
