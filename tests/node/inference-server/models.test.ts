import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../temporary-folder';
import { ask, defaultServed, post, startService } from './world';

const observation = {
  ...{ chunkIndex: 3, chunksLeft: 10, chunkSeconds: 4, ladderKbps: [300, 750, 1200], lastLevel: 1 },
  ...{ upcomingChunkKilobits: null, bufferSeconds: 8, bufferCapSeconds: 20, downloads: [] },
};

test('a model that is removed while the service runs is left out, and the others still answer', async () => {
  const folder = join(temporaryFolder('models'), 'gone');
  await cp(defaultServed.folder, folder, { recursive: true });
  const service = await startService({ models: [defaultServed, { id: 'gone', folder }] });
  try {
    await rm(folder, { recursive: true });
    const models = await ask(service.address, '/v1/models');
    expect(models.status).toBe(200);
    expect(JSON.parse(models.text)).toMatchObject({ models: [{ id: 'default' }] });
    const refused = await post(service.address, '/v1/decision', { observation, model: 'gone' });
    expect(refused.status).toBe(404);
    expect(JSON.parse(refused.text)).toMatchObject({ error: { field: 'model', received: 'gone' } });
    expect(refused.text).not.toContain(folder);
  } finally {
    await service.stop();
  }
});
