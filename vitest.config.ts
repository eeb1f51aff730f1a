import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const ofTheWindow = ['tests/renderer/**/*.test.ts', 'tests/page/**/*.test.ts'];

/** Unit and property tests: everything under tests/ but the end-to-end tests. */
export default defineConfig({
  test: {
    setupFiles: ['tests/setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/e2e/**', 'tests/packaged/**', 'node_modules/**', ...ofTheWindow],
        },
      },
      {
        extends: true,
        plugins: [svelte()],
        test: { name: 'window', include: ofTheWindow, environment: './tests/window-environment.ts' },
      },
    ],
  },
});
