import { expect, test, vi } from 'vitest';
import { beginBenchmark, benchmarkNow, cancelBenchmark, endBenchmark } from '../../src/main/benchmark';
import { utilities } from './fake-electron';

vi.mock('electron', async () => (await import('./fake-electron')).electron);

const tell = (event: object): boolean => utilities[0].emit('message', { type: 'event', event });

test('one benchmark runs at a time, from the call that begins it until its process is gone', async () => {
  const first = beginBenchmark('a', 'One', { type: 'resume' });
  const refusal = 'the benchmark “One” is running; cancel it before another begins';
  await expect(beginBenchmark('b', 'Two', { type: 'resume' })).rejects.toThrow(refusal);
  tell({ type: 'progress', done: 0, all: 2, secondsLeft: null, skipped: 0 });
  await first;
  cancelBenchmark();
  expect(utilities[0].posted.slice(1)).toEqual([{ type: 'stop' }]);
  tell({ type: 'ended', state: 'stopped', problem: null });
  await expect(beginBenchmark('b', 'Two', { type: 'resume' })).rejects.toThrow(refusal);
  const ended = endBenchmark();
  utilities[0].emit('exit', 0);
  await ended;
  expect(benchmarkNow()).toBeNull();
  expect(utilities).toHaveLength(1);
});

test('a benchmark that fails before it begins leaves the way free for the next', async () => {
  utilities.length = 0;
  const failing = beginBenchmark('a', 'One', { type: 'resume' });
  const told = expect(failing).rejects.toThrow('there is no such benchmark');
  tell({ type: 'ended', state: 'failed', problem: 'there is no such benchmark' });
  utilities[0].emit('exit', 0);
  await told;
  expect(benchmarkNow()).toBeNull();
});
