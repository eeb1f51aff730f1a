import { describe, expect, test } from 'vitest';
import { HeldSamples, TraceParts } from '../../../../src/core/trace/parse/parts';

describe('parts of a trace', () => {
  test.each([-1, NaN, Infinity, 2e9])('%d s is no duration, %d kbps no rate; the line is told', (value) => {
    expect(() => new TraceParts('t').add(value, 1, 7)).toThrow('t:7: expected a duration in seconds from 0');
    expect(() => new TraceParts('t').add(1, value, () => 9)).toThrow('t:9: expected kbps from 0');
  });

  test('a trace that never delivers is refused, one that could not be played is null', () => {
    const parts = new TraceParts('t');
    parts.add(5, 0, 1);
    expect(() => parts.finish()).toThrow('t: expected some bandwidth above 0, got 0 throughout');
    const samples = new HeldSamples('t');
    samples.add(0, 0, 1);
    expect(samples.finishIfAlive()).toBeNull();
  });
});
