import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { loopback } from '../../../src/node/media-server/address';
import { freePorts } from '../../../src/node/media-server/free-ports';

test('ports are different, above the system’s own, and can be listened on at once', async () => {
  const ports = await freePorts(4);
  expect(new Set(ports).size).toBe(4);
  for (const port of ports) {
    expect(port).toBeGreaterThan(1023);
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, loopback, resolve);
    });
    await new Promise((closed) => server.close(closed));
  }
});
