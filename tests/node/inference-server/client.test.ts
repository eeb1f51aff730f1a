import { expect, test } from 'vitest';
import type { ChildPort } from '../../../src/node/child-port';
import { ServiceSwitch } from '../../../src/node/inference-server/client';
import { fakeForks } from '../fake-port';

const plan = { port: 5001, version: '1', models: [], pageFolder: '', mediaFolders: [] };

/** A process that listens when started and is gone a turn after it was told to stop. */
function fakeProcess(running: Set<object>, listens = true): ChildPort {
  const exits: ((code: number | null, ending: string) => void)[] = [];
  let hear: (message: unknown) => void = () => undefined;
  const child: ChildPort = {
    post: (message) => {
      if (Reflect.get(message, 'type') === 'stop') setTimeout(child.kill, 5);
      else if (listens) hear({ type: 'on', address: 'http://127.0.0.1:5001' });
    },
    onMessage: (listener) => (hear = listener),
    onExit: (listener) => void exits.push(listener),
    kill: () => {
      running.delete(child);
      exits.forEach((exit) => exit(0, 'exit code 0'));
    },
  };
  running.add(child);
  return child;
}

test('switched again before the last switch is done, the service never runs twice', async () => {
  const running = new Set<object>();
  let most = 0;
  const fork = (): ChildPort => {
    const child = fakeProcess(running);
    most = Math.max(most, running.size);
    return child;
  };
  const service = new ServiceSwitch(fork, () => undefined);
  await service.start(plan);
  await Promise.all([service.start(plan), service.start(plan)]);
  expect({ most, running: running.size, state: service.state.type }).toEqual({
    ...{ most: 1, running: 1, state: 'on' },
  });
  await Promise.all([service.start(plan), service.stop()]);
  expect({ running: running.size, state: service.state.type }).toEqual({ running: 0, state: 'off' });
});

test('switched off while it is starting, the service ends at once', async () => {
  const running = new Set<object>();
  const states: string[] = [];
  const service = new ServiceSwitch(
    () => fakeProcess(running, false),
    ({ type }) => states.push(type),
  );
  const started = service.start(plan);
  await new Promise((resolve) => setTimeout(resolve, 5));
  await Promise.all([started, service.stop()]);
  expect({ running: running.size, states }).toEqual({ running: 0, states: ['starting', 'off'] });
});

test('a service that failed is gone before the next one starts', async () => {
  const { fork, ports } = fakeForks();
  const service = new ServiceSwitch(fork, () => undefined);
  const first = service.start(plan);
  await turn();
  ports[0].answer({ type: 'failed', problem: 'port 5001 is taken' });
  await first;
  const second = service.start(plan);
  await turn();
  expect(ports).toHaveLength(1);
  ports[0].exit();
  await turn();
  ports[1].answer({ type: 'on', address: 'http://127.0.0.1:5001' });
  await second;
  expect(service.state.type).toBe('on');
});

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));
