import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test, vi } from 'vitest';
import { sampleClip } from '../../src/main/sample';

vi.mock('electron', async () => (await import('./fake-electron')).electron);

const making = vi.hoisted(() => ({ now: 0, most: 0, made: 0 }));
vi.mock('../../src/node/ffmpeg/sample-clip', () => ({
  makeSampleClip: async ({ file }: { file: string }) => {
    making.most = Math.max(making.most, ++making.now);
    await new Promise((resolve) => setTimeout(resolve, 5));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, 'clip');
    making.now--;
    making.made++;
  },
}));

test('the sample clip that two ask for at once is made once', async () => {
  const [first, second] = await Promise.all([sampleClip(() => undefined), sampleClip(() => undefined)]);
  expect(second).toBe(first);
  expect(making).toEqual({ now: 0, most: 1, made: 1 });
});
