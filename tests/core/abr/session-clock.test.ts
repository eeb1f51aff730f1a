import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SessionClock } from '../../../src/core/abr/session-clock';
import { generatedSessions, playGenerated } from './play';

test('time, waits and stalls are told from observations alone', () => {
  fc.assert(
    fc.property(generatedSessions(), fc.nat(3), (session, waitSeconds) => {
      const clock = new SessionClock();
      const algorithm = { decide: () => ({ level: 0, reason: 'lowest', waitSeconds }) };
      playGenerated(algorithm, session, (truth) => {
        clock.observe(truth.observation);
        expect(clock.atSeconds).toBeCloseTo(truth.atSeconds, 4);
        expect(clock.lastByteAtSeconds).toBeCloseTo(truth.lastByteAtSeconds, 4);
        expect(clock.lowestBufferSeconds).toBeCloseTo(truth.lowestBufferSeconds, 6);
        expect(clock.stalled).toBe(truth.stalled);
        clock.wait(waitSeconds);
      });
    }),
    { seed: 12, numRuns: 300 },
  );
});
