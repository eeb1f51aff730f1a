import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TraceBandwidth } from '../../../src/core/trace/bandwidth';

const twoSteps = { name: 'two', durationsSeconds: [2, 3], kbps: [1000, 200] };

const arbitraryTrace = fc
  .array(fc.tuple(fc.double({ min: 0.01, max: 20, noNaN: true }), fc.integer({ min: 0, max: 50_000 })), {
    minLength: 1,
    maxLength: 40,
  })
  .filter((parts) => parts.some(([, kbps]) => kbps > 0))
  .map((parts) => ({
    name: 'any',
    durationsSeconds: parts.map(([seconds]) => seconds),
    kbps: parts.map(([, kbps]) => kbps),
  }));

describe('TraceBandwidth', () => {
  test('adds up capacity by hand, over the end of the trace', () => {
    const link = new TraceBandwidth(twoSteps);
    expect(link.kilobitsBy(1)).toBe(1000);
    expect(link.kilobitsBy(3)).toBe(2200);
    expect(link.kilobitsBy(5.5)).toBe(2600 + 500);
    expect(link.secondsWhen(2200)).toBe(3);
    expect(link.secondsWhen(2600)).toBe(5);
    expect(link.secondsWhen(3100)).toBe(5.5);
    expect(link.kbpsAt(7.5)).toBe(200);
  });

  test('an outage is waited for, and the last bit before it arrives before it', () => {
    const link = new TraceBandwidth({ name: 'outage', durationsSeconds: [1, 10, 1], kbps: [100, 0, 100] });
    expect(link.secondsWhen(100)).toBe(1);
    expect(link.secondsWhen(101)).toBeCloseTo(11.01, 12);
    expect(link.secondsWhen(200)).toBe(12);
    expect(link.secondsWhen(201)).toBeCloseTo(12.01, 12);
  });

  test('a trace without any capacity never delivers', () => {
    expect(new TraceBandwidth({ name: 'dead', durationsSeconds: [1], kbps: [0] }).secondsWhen(1)).toBe(
      Infinity,
    );
  });

  test('refuses what is no trace, with its name and place', () => {
    expect(() => new TraceBandwidth({ name: 't', durationsSeconds: [], kbps: [] })).toThrow('trace t');
    expect(() => new TraceBandwidth({ name: 't', durationsSeconds: [1, 1], kbps: [1, -5] })).toThrow(
      'part 1',
    );
  });

  test('time and kilobits are inverse wherever there is capacity', () => {
    fc.assert(
      fc.property(
        arbitraryTrace,
        fc.array(fc.double({ min: 0, max: 500, noNaN: true }), { minLength: 1 }),
        (trace, times) => {
          const link = new TraceBandwidth(trace);
          for (const seconds of times) {
            const kilobits = link.kilobitsBy(seconds);
            const arrival = link.secondsWhen(kilobits);
            expect(arrival).toBeLessThanOrEqual(seconds + 1e-6);
            expect(link.kilobitsBy(arrival)).toBeCloseTo(kilobits, 4);
          }
        },
      ),
    );
  });

  test('capacity never falls over time, whatever the order of questions', () => {
    fc.assert(
      fc.property(arbitraryTrace, fc.array(fc.double({ min: 0, max: 300, noNaN: true })), (trace, times) => {
        const link = new TraceBandwidth(trace);
        const asked = times.map((seconds) => ({ seconds, kilobits: link.kilobitsBy(seconds) }));
        asked.sort((a, b) => a.seconds - b.seconds);
        for (let i = 1; i < asked.length; i++) {
          expect(asked[i].kilobits).toBeGreaterThanOrEqual(asked[i - 1].kilobits - 1e-6);
        }
      }),
    );
  });

  test('one pass later the link has delivered one pass more', () => {
    fc.assert(
      fc.property(arbitraryTrace, fc.double({ min: 0, max: 100, noNaN: true }), (trace, seconds) => {
        const link = new TraceBandwidth(trace);
        const later = link.kilobitsBy(seconds + link.periodSeconds);
        expect(later).toBeCloseTo(link.kilobitsBy(seconds) + link.periodKilobits, 3);
      }),
    );
  });
});
