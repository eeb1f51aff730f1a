import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TraceBandwidth, type Trace } from '../../../src/core/trace/bandwidth';
import { detectFormat } from '../../../src/core/trace/parse/detect';
import { textInput } from '../../../src/core/trace/parse/input';
import { parseMahimahi } from '../../../src/core/trace/parse/mahimahi';
import { parsePensieve } from '../../../src/core/trace/parse/pensieve';
import { parseSabre } from '../../../src/core/trace/parse/sabre';
import { findWriter } from '../../../src/core/trace/write/writers';

const written = (id: string, trace: Trace): string => [...findWriter(id).write(trace)].join('\n');

const trace = { name: 't', durationsSeconds: [0.5, 2], kbps: [1200, 24], latencySeconds: [0.02, 0.1] };

const arbitraryTrace = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 0, max: 50_000 })), {
    minLength: 1,
    maxLength: 30,
  })
  .filter((parts) => parts.some(([ms, kbps]) => ms * kbps > 20_000))
  .map((parts) => ({
    name: 'any',
    durationsSeconds: parts.map(([ms]) => ms / 1000),
    kbps: parts.map(([, kbps]) => kbps),
  }));

describe('writers', () => {
  test('each writes what its format says, by hand', () => {
    expect(written('pensieve', trace)).toBe('0.0\t1.2\n0.5\t1.2\n2.5\t0.024');
    expect(written('sabre', trace)).toBe(
      '[\n    {"duration_ms":500,"bandwidth_kbps":1200,"latency_ms":20},\n' +
        '    {"duration_ms":2000,"bandwidth_kbps":24,"latency_ms":100}\n]',
    );
    // 600 kbit in 0.5 s are 50 packets, one each 10 ms; then 48 kbit in 2 s, one each 500 ms.
    const times = written('mahimahi', trace).split('\n').map(Number);
    expect(times.slice(0, 3)).toEqual([10, 20, 30]);
    expect(times.slice(49)).toEqual([500, 1000, 1500, 2000, 2500]);
  });

  test('fast traces in whole seconds are still taken for what they were written as', () => {
    const fast = { name: 'fast', durationsSeconds: [1, 1, 1], kbps: [500_000, 600_000, 700_000] };
    expect(detectFormat(textInput('fast', written('pensieve', fast))).id).toBe('pensieve');
  });

  test('what cannot be written is said', () => {
    expect(() => findWriter('oboe')).toThrow('cannot write trace format "oboe"; expected one of pensieve');
    const tiny = { name: 'tiny', durationsSeconds: [1], kbps: [1] };
    expect(() => written('mahimahi', tiny)).toThrow('trace tiny: expected at least 1500 bytes');
  });

  test.each([
    ['pensieve', parsePensieve],
    ['sabre', parseSabre],
  ])('%s written and read again is the same capacity at every time', (id, parse) => {
    fc.assert(
      fc.property(
        arbitraryTrace,
        fc.array(fc.double({ min: 0, max: 500, noNaN: true })),
        (original, times) => {
          const again = new TraceBandwidth(parse(textInput('any', written(id, original))));
          const link = new TraceBandwidth(original);
          expect(again.periodSeconds).toBeCloseTo(link.periodSeconds, 6);
          for (const seconds of times) {
            const kilobits = link.kilobitsBy(seconds);
            expect(Math.abs(again.kilobitsBy(seconds) - kilobits)).toBeLessThan(1e-3 + kilobits * 1e-9);
          }
        },
      ),
    );
  });

  test('mahimahi written and read again never differs by more than two packets', () => {
    fc.assert(
      fc.property(
        arbitraryTrace,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true })),
        (original, shares) => {
          const again = parseMahimahi(textInput('any', written('mahimahi', original)));
          const link = new TraceBandwidth(original);
          const packets = Math.floor(link.periodKilobits / 12 + 1e-9);
          expect(new TraceBandwidth(again).periodKilobits).toBeCloseTo(packets * 12, 3);
          // A pass shorter than the windows' blur would begin again within it.
          fc.pre(new TraceBandwidth(again).periodSeconds > 0.4);
          for (const share of shares) {
            // Windows of 100 ms blur time by one window on each side.
            const seconds = share * (new TraceBandwidth(again).periodSeconds - 0.2) + 0.1;
            const kilobits = new TraceBandwidth(again).kilobitsBy(Math.max(seconds, 0));
            expect(kilobits).toBeLessThanOrEqual(link.kilobitsBy(Math.max(seconds, 0) + 0.101) + 24);
            expect(kilobits).toBeGreaterThanOrEqual(link.kilobitsBy(Math.max(seconds - 0.101, 0)) - 24);
          }
        },
      ),
      { numRuns: 300, seed: 12 },
    );
  });
});
