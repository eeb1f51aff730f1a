import { expect, test } from 'vitest';
import { bolaECurve, highestBufferSeconds, lowestBufferSeconds } from '../../../src/core/abr/bola-curve';

test('BOLA-E has the thresholds that Sabre prints for Big Buck Bunny at 25 s', () => {
  const ladderKbps = [230, 331, 477, 688, 991, 1427, 2056, 2962, 5027, 6000];
  const curve = bolaECurve({ ladderKbps, bufferCapSeconds: 25 });
  const printed = [11.048, 13.284, 15.527, 17.77, 20.007, 22.244, 24.483, 27.15, 29.441];
  for (const [i, seconds] of printed.entries()) {
    // Printed in whole milliseconds, cut off.
    expect(Math.abs(lowestBufferSeconds(curve, i + 1) - seconds)).toBeLessThan(0.001);
  }
  expect(Math.abs(highestBufferSeconds(curve, 9) - 36.132)).toBeLessThan(0.001);
});
