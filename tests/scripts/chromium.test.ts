import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { provideChromium } from '../../scripts/setup/chromium.mjs';
import { readParts } from '../../src/node/parts';

test('the Chromium of the set-up tells its version', async () => {
  const { executable, version } = await provideChromium({ ci: true });
  expect(version).toMatch(/^\d+\.\d+/);
  expect(spawnSync(executable ?? '', ['--version'], { encoding: 'utf8' }).stdout).toContain(version);
  expect(readParts()?.chromium).toMatchObject({ ok: true });
});
