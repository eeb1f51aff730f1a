import { describe, expect, test } from 'vitest';
import { Ewma } from '../../../src/core/throughput/ewma';
import { harmonicMeanKbps } from '../../../src/core/throughput/harmonic-mean';
import { SabreEstimate } from '../../../src/core/throughput/sabre-estimate';

const download = (kbps: number, seconds = 1, firstByteSeconds = 0) => ({
  kilobits: kbps * (seconds - firstByteSeconds),
  seconds,
  firstByteSeconds,
});

describe('Ewma', () => {
  test('one half-life moves the mean half the way to the new value', () => {
    const ewma = new Ewma(5);
    ewma.add(1000, 5);
    ewma.add(5, 15);
    expect(ewma.mean).toBeCloseTo(10, 4);
  });

  test('a first value is the mean, however little it weighs', () => {
    const ewma = new Ewma(8);
    expect(ewma.mean).toBeNull();
    ewma.add(0.01, 700);
    expect(ewma.mean).toBeCloseTo(700, 9);
  });

  test('a half-life of nothing is refused', () => {
    expect(() => new Ewma(0)).toThrow('halfLife must be > 0, got 0');
  });
});

test('the harmonic mean is that of the window before the end', () => {
  const downloads = [download(1), download(600), download(3000), download(9)];
  expect(harmonicMeanKbps(downloads, 2, 3)).toBeCloseTo(1000, 9);
  expect(harmonicMeanKbps(downloads.slice(0, 1), 5)).toBeCloseTo(1, 12);
  expect(harmonicMeanKbps([], 5)).toBeNull();
});

test("Sabre's estimate leaves latency out of throughput and takes the careful one of two means", () => {
  const estimate = new SabreEstimate(4);
  estimate.update([download(2000, 3.5, 0.5)]);
  expect(estimate.throughputKbps).toBeCloseTo(2000, 9);
  expect(estimate.latencySeconds).toBeCloseTo(0.5, 9);
  // 3 s at 1000 after 3 s at 2000. Fast (3 s): weights 0.25 and 0.5 of 0.75: 1333.3; slow keeps more of the 2000.
  estimate.update([download(2000, 3.5, 0.5), download(1000, 3, 0)]);
  expect(estimate.throughputKbps).toBeCloseTo(4000 / 3, 6);
});
