import { expect, test } from 'vitest';
import { Jobs } from '../../src/node/jobs';
import type { Job } from '../../src/shared/api';

function makeJobs(): { jobs: Jobs; states: (id: string) => string[] } {
  const seen: Job[] = [];
  const jobs = new Jobs((job) => seen.push(job));
  return { jobs, states: (id) => seen.filter((job) => job.id === id).map((job) => job.state) };
}

const untilAborted = (signal: AbortSignal): Promise<string> =>
  new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(new Error('ended')), { once: true }),
  );

test('jobs run one at a time, in the order they came', async () => {
  const { jobs } = makeJobs();
  const order: string[] = [];
  const work = (name: string) => async (): Promise<string> => {
    order.push(`${name} begins`);
    await Promise.resolve();
    order.push(`${name} ends`);
    return name;
  };
  jobs.start('prepare', 'a', work('a'));
  const second = jobs.start('prepare', 'b', work('b'));
  await jobs.idle();
  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  expect(jobs.list().find(({ id }) => id === second.id)).toMatchObject({
    state: 'done',
    share: 1,
    entryId: 'b',
  });
});

test('a running and a waiting job can be cancelled, and the next goes on', async () => {
  const { jobs, states } = makeJobs();
  const running = jobs.start('prepare', 'a', untilAborted);
  const waiting = jobs.start('prepare', 'b', () => Promise.reject(new Error('must not run')));
  const next = jobs.start('prepare', 'c', () => Promise.resolve('c'));
  await Promise.resolve();
  jobs.cancel(waiting.id);
  jobs.cancel(running.id);
  await jobs.idle();
  expect(states(running.id)).toEqual(['waiting', 'running', 'cancelled']);
  expect(states(waiting.id)).toEqual(['waiting', 'cancelled']);
  expect(states(next.id).pop()).toBe('done');
});

test('a failed job tells its sentence and does not stop the queue', async () => {
  const { jobs } = makeJobs();
  jobs.start('prepare', 'a', () => Promise.reject(new Error('"a.mp4" is no video')));
  jobs.start('prepare', 'b', () => Promise.resolve('b'));
  await jobs.idle();
  expect(jobs.list().map(({ state, problem }) => [state, problem])).toEqual([
    ['failed', '"a.mp4" is no video'],
    ['done', null],
  ]);
});

test('cancelling an unknown job is refused', () => {
  expect(() => makeJobs().jobs.cancel('x')).toThrow('there is no job x');
});
