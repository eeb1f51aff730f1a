import { expect, test } from 'vitest';
import * as v from 'valibot';
import { startMediaServer } from '../../../src/node/media-server/client';
import { Line } from '../../../src/node/media-server/line';
import { fakeForks, fakePort } from '../fake-port';

test('everybody who ends the line hears when the process is gone', async () => {
  const port = fakePort();
  const line = new Line(port);
  const ends = Promise.all([line.end(), line.end()]);
  port.exit();
  await ends;
  await line.end();
});

test('a line whose process is gone refuses what was open and what follows, and tells of the death once', async () => {
  const port = fakePort();
  const line = new Line(port);
  const deaths: string[] = [];
  line.died.add(({ message }) => deaths.push(message));
  port.answer({ type: 'ready' });
  await line.untilReady();
  const open = line.ask({ type: 'moves', sessionId: 'a' }, v.unknown());
  port.exit(3);
  const message = "the media server's process ended (exit code 3)";
  await expect(open).rejects.toThrow(message);
  await expect(line.ask({ type: 'moves', sessionId: 'a' }, v.unknown())).rejects.toThrow(message);
  expect(deaths).toEqual([message]);
});

test('a process that ends before it listens is an error, and one that is late is ended', async () => {
  const { fork, ports } = fakeForks();
  const early = startMediaServer({ fork });
  ports[0].exit(1);
  await expect(early).rejects.toThrow("the media server's process ended (exit code 1)");
  const late = startMediaServer({ fork, startTimeoutMs: 1 });
  setTimeout(() => ports[1].exit(), 20);
  await expect(late).rejects.toThrow('did not start within 0.001 s');
  expect(ports[1].kills).toBe(1);
});
