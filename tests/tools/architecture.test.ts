import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { architecture, pictureFile } from '../../scripts/draw-architecture.mjs';

test('the picture of the architecture is what the imports say; else run node scripts/draw-architecture.mjs', () => {
  expect(readFileSync(pictureFile, 'utf8')).toBe(architecture());
});
