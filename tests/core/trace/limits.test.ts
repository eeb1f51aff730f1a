import { describe, expect, test } from 'vitest';
import { TraceBandwidth } from '../../../src/core/trace/bandwidth';
import { derivedSlack, traceFault, traceLimits } from '../../../src/core/trace/limits';
import { applyOperation } from '../../../src/core/trace/operations';
import { parseTrace } from '../../../src/core/trace/parse/detect';
import { writeMahimahi } from '../../../src/core/trace/write/mahimahi';

const one = { durationsSeconds: [1], kbps: [500] };
const repeated = (length: number, seconds: number) => ({
  durationsSeconds: new Float64Array(length).fill(seconds),
  kbps: new Float64Array(length).fill(1),
});

describe('traceFault', () => {
  test.each([
    ['nothing', { durationsSeconds: [], kbps: [] }, 'expected at least one part, got none'],
    ['a rate too few', { durationsSeconds: [1, 1], kbps: [5] }, 'expected as many durations'],
    [
      'a latency too few',
      { durationsSeconds: [1], kbps: [5], latencySeconds: [] },
      'expected as many durations',
    ],
    ['an infinite rate', { ...one, kbps: [Infinity] }, 'part 0: expected 0 to 1000000000 kbps, got Infinity'],
    ['a rate of no network', { ...one, kbps: [1e10] }, 'part 0: expected 0 to 1000000000 kbps'],
    ['no number', { ...one, durationsSeconds: [NaN] }, 'part 0: expected 0 to 1000000000 s, got NaN'],
    ['a negative time', { ...one, durationsSeconds: [-1] }, 'part 0: expected 0 to 1000000000 s, got -1'],
    ['a latency of hours', { ...one, latencySeconds: [3600] }, 'expected 0 to 60 s of latency, got 3600'],
    [
      'a start that is no number',
      { ...one, startSeconds: NaN },
      'expected 0 to 1000000000 s before the start',
    ],
    ['no time at all', { ...one, durationsSeconds: [0] }, 'expected a duration > 0 s, got 0'],
    ['centuries', repeated(100, 1e8), 'expected at most 1000000000 s in all, got 10000000000'],
    ['parts of a nanosecond', repeated(1000, 1e-9), 'expected parts of at least 0.001 s on average, got'],
    ['too many parts', repeated(traceLimits.parts + 1, 1), 'expected at most 1000000 parts, got 1000001'],
  ])('%s is refused', (_, trace, fault) => {
    expect(traceFault(trace)).toContain(fault);
  });

  test('the ends of the ranges are allowed, and a short part among longer ones', () => {
    expect(traceFault({ durationsSeconds: [1e9], kbps: [1e9], latencySeconds: [60] })).toBeNull();
    expect(traceFault(repeated(traceLimits.parts, 0.0011))).toBeNull();
    expect(traceFault({ durationsSeconds: [1e-15, 1], kbps: [1, 1] })).toBeNull();
  });

  test('a link cannot be made of what is far beyond', () => {
    const link = (kbps: number) => () => new TraceBandwidth({ ...one, name: 'far', kbps: [kbps] });
    expect(link(1e9 * derivedSlack)).not.toThrow();
    expect(link(1e9 * derivedSlack * 1.01)).toThrow('trace far: part 0: expected 0 to');
  });
});

describe('what is beyond the limits is refused with its place', () => {
  test.each([
    ['[{"duration_ms": 1e-6, "bandwidth_kbps": 5}]', 'bad: expected parts of at least 0.001 s on average'],
    [
      '[{"duration_ms": 9, "bandwidth_kbps": 5, "latency_ms": 1e300}]',
      'bad:1: expected a latency in seconds from 0',
    ],
    ['[{"duration_ms": 1e999, "bandwidth_kbps": 5}]', 'bad:1: expected a duration in seconds from 0'],
    ['{"durationsSeconds": [1], "kbps": [1e999]}', 'bad:1: expected kbps from 0'],
    ['time_ns,kbps\n0,5\n1,6\n2,7\n', 'bad: expected parts of at least 0.001 s on average'],
    ['0.0 1\n1e10 2\n', 'bad:2: expected a duration in seconds from 0'],
  ])('in a file: %s', (text, problem) => {
    expect(() => parseTrace(text, 'bad')).toThrow(problem);
  });

  test('as the result of an operation', () => {
    const trace = { name: 't', durationsSeconds: [1000, 1000], kbps: [1e6, 2e6] };
    const scale = () => applyOperation(trace, { type: 'scale', factor: 1e6 });
    expect(scale).toThrow('t: part 0: expected 0 to 1000000000 kbps, got 1000000000000');
    const pieces = () => applyOperation(trace, { type: 'pieces', seconds: 2 ** -30 });
    expect(pieces).toThrow('t: expected at most 100000 pieces, got 2147483648000');
    const resample = () => applyOperation(trace, { type: 'resample', stepSeconds: 1e-9 });
    expect(resample).toThrow('expected at most 1000000 steps, got 2000000000000');
    const clip = () => applyOperation(trace, { type: 'clip', fromSeconds: 0, toSeconds: 1e-6 });
    expect(clip).toThrow('t: expected parts of at least 0.001 s on average');
  });

  test('as a file of more packets than a disk holds', () => {
    const heavy = { name: 'heavy', durationsSeconds: [1e6], kbps: [1e6] };
    expect(() => [...writeMahimahi(heavy)]).toThrow('heavy: expected at most 50000000 packets');
  });
});
