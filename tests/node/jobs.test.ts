import { expect, test } from 'vitest';
import { Jobs } from '../../src/node/jobs';
import type { JobState } from '../../src/shared/contract/library';

interface Facts {
  readonly entryId: string | null;
}

const facts: Facts = { entryId: null };

function makeJobs(): { jobs: Jobs<Facts>; states: (id: string) => string[] } {
  const seen: JobState[] = [];
  const jobs = new Jobs<Facts>((job) => seen.push(job));
  return { jobs, states: (id) => seen.filter((job) => job.id === id).map((job) => job.state) };
}

const untilAborted = (signal: AbortSignal): Promise<Facts> =>
  new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(new Error('ended')), { once: true }),
  );

test('jobs run one at a time, in the order they came', async () => {
  const { jobs } = makeJobs();
  const order: string[] = [];
  const work = (name: string) => async (): Promise<Facts> => {
    order.push(`${name} begins`);
    await Promise.resolve();
    order.push(`${name} ends`);
    return { entryId: name };
  };
  jobs.start('a', facts, work('a'));
  const second = jobs.start('b', facts, work('b'));
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
  const running = jobs.start('a', facts, untilAborted);
  const waiting = jobs.start('b', facts, () => Promise.reject(new Error('must not run')));
  const next = jobs.start('c', facts, () => Promise.resolve({ entryId: 'c' }));
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
  jobs.start('a', facts, () => Promise.reject(new Error('"a.mp4" is no video')));
  jobs.start('b', facts, () => Promise.resolve({ entryId: 'b' }));
  await jobs.idle();
  expect(jobs.list().map(({ state, problem }) => [state, problem])).toEqual([
    ['failed', '"a.mp4" is no video'],
    ['done', null],
  ]);
});

test('cancelling an unknown job is refused', () => {
  expect(() => makeJobs().jobs.cancel('x')).toThrow('there is no job x');
});
