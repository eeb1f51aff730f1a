import { expect, test } from 'vitest';
import { bandwidth, bytes, clock, decimal, duration, levelsText } from '../../../src/renderer/ui/format';

test('a bandwidth has three digits and its unit', () => {
  expect([64, 999, 1000, 1600, 9_995, 99_950].map(bandwidth)).toEqual([
    '64 kbit/s',
    '999 kbit/s',
    '1.00 Mbit/s',
    '1.60 Mbit/s',
    '10.0 Mbit/s',
    '100 Mbit/s',
  ]);
});

test('no limit and no link have names', () => {
  expect([null, 0].map(bandwidth)).toEqual(['Unlimited', 'Offline']);
});

test('a loss has a typographic minus, and zero none', () => {
  expect([decimal(-1.456), decimal(-0.001), decimal(0.5)]).toEqual(['−1.46', '0.00', '0.50']);
});

test('times are read at a glance', () => {
  expect([0, 48.9, 130, 3730].map(clock)).toEqual(['00:00', '00:48', '02:10', '1:02:10']);
  expect([12.4, 200, 3900].map(duration)).toEqual(['12 s', '3 min 20 s', '1 h 05 min']);
});

test('sizes are decimal', () => {
  expect([10, 740_000, 12_400_000, 1_300_000_000].map(bytes)).toEqual([
    '1 kB',
    '740 kB',
    '12.4 MB',
    '1.30 GB',
  ]);
});

test('a ladder is told by its number of levels and its ends, portrait or not', () => {
  expect(
    levelsText([
      { width: 360, height: 640 },
      { width: 720, height: 1280 },
    ]),
  ).toBe('2 levels · 360p–720p');
});
