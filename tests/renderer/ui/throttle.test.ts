import { expect, test } from 'vitest';
import { Throttle, type Timers } from '../../../src/renderer/ui/throttle';

/** Time that passes only when told to. */
class HandTimers implements Timers {
  time = 0;
  private waiting: { at: number; run: () => void }[] = [];

  now = (): number => this.time;

  after = (milliseconds: number, run: () => void): (() => void) => {
    const timer = { at: this.time + milliseconds, run };
    this.waiting.push(timer);
    return () => (this.waiting = this.waiting.filter((other) => other !== timer));
  };

  pass(milliseconds: number): void {
    this.time += milliseconds;
    const due = this.waiting.filter(({ at }) => at <= this.time);
    this.waiting = this.waiting.filter(({ at }) => at > this.time);
    due.forEach(({ run }) => run());
  }
}

function started(): { sent: number[]; timers: HandTimers; throttle: Throttle<number> } {
  const sent: number[] = [];
  const timers = new HandTimers();
  return { sent, timers, throttle: new Throttle<number>(50, (value) => sent.push(value), timers) };
}

test('the first value goes at once', () => {
  const { sent, throttle } = started();
  throttle.push(1);
  expect(sent).toEqual([1]);
});

test('of many values within the interval only the newest goes, when it is over', () => {
  const { sent, timers, throttle } = started();
  [1, 2, 3, 4].forEach((value) => throttle.push(value));
  timers.pass(49);
  expect(sent).toEqual([1]);
  timers.pass(1);
  expect(sent).toEqual([1, 4]);
});

test('a drag of a second at 1000 moves sends about 20 a second and ends on the last', () => {
  const { sent, timers, throttle } = started();
  for (let move = 1; move <= 1000; move++) {
    throttle.push(move);
    timers.pass(1);
  }
  timers.pass(50);
  expect(sent.length).toBeGreaterThan(18);
  expect(sent.length).toBeLessThan(23);
  expect(sent[sent.length - 1]).toBe(1000);
});

test('what waits can be sent at once, or forgotten', () => {
  const { sent, timers, throttle } = started();
  throttle.push(1);
  throttle.push(2);
  throttle.flush();
  throttle.push(3);
  throttle.clear();
  timers.pass(1000);
  expect(sent).toEqual([1, 2]);
});
