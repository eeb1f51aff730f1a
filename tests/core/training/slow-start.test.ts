import { expect, test } from 'vitest';
import { makeRandom } from '../../../src/core/stats/random';
import { slowStart } from '../../../src/core/training/slow-start';

const trace = {
  name: 'any',
  kbps: Array.from({ length: 60 }, (_, i) => 100 * (i + 1)),
  durationsSeconds: Array<number>(60).fill(5),
};

test('a slow start leads into the trace, which goes on from one of its parts', () => {
  const random = makeRandom(5);
  const rampsSeconds = Array.from({ length: 200 }, () => {
    const { kbps, durationsSeconds } = slowStart(trace, random);
    const rates = Array.from(kbps);
    const seconds = rates.length - 60;
    expect(Array.from(durationsSeconds)).toEqual([
      ...Array<number>(seconds).fill(1),
      ...trace.durationsSeconds,
    ]);
    const first = rates[seconds];
    const at = trace.kbps.indexOf(first);
    expect(rates.slice(seconds)).toEqual([...trace.kbps.slice(at), ...trace.kbps.slice(0, at)]);
    expect(rates[0]).toBeLessThanOrEqual(first / 2);
    const rises = [...rates.slice(1, seconds), first].map((rate, i) => rate - rates[i]);
    for (const rise of rises) expect(rise).toBeCloseTo((first - rates[0]) / seconds, 6);
    return seconds;
  });
  expect(new Set(rampsSeconds)).toEqual(new Set([1, 2, 3, 4]));
});
