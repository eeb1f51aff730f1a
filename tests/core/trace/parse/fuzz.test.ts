import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TraceBandwidth } from '../../../../src/core/trace/bandwidth';
import { parseTraces } from '../../../../src/core/trace/parse/detect';
import { traceFormats } from '../../../../src/core/trace/parse/formats';
import { linesOf } from '../../../../src/core/trace/parse/input';

const headers = [
  'time_s,kbps',
  'Timestamp,DL_bitrate',
  'time,session_id,index,delivery_rate',
  'unit_id,dtime',
  '[',
];
const field = fc.oneof(
  fc.integer().map(String),
  fc.double().map(String),
  fc.constantFrom(
    'NaN',
    '-1',
    '1e400',
    '9007199254740991',
    '',
    '"',
    '2016-09-01 00:00:00',
    '0x10',
    '{',
    '}]',
  ),
  fc.string({ maxLength: 8 }),
);
const row = fc
  .tuple(fc.array(field, { minLength: 1, maxLength: 8 }), fc.constantFrom(' ', '\t', ',', ';'))
  .map(([fields, separator]) => fields.join(separator));
const text = fc
  .tuple(fc.option(fc.constantFrom(...headers)), fc.array(fc.oneof(row, fc.string()), { maxLength: 20 }))
  .map(([header, rows]) => [...(header === null ? [] : [header]), ...rows].join('\n'));

test.each([undefined, ...traceFormats.map(({ id }) => id)])(
  'any text read as %s is a valid trace or an error that names the file',
  (format) => {
    fc.assert(
      fc.property(text, (content) => {
        let traces;
        try {
          traces = parseTraces('some-file', () => linesOf(content), format);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          expect(String(error)).toMatch(/some-file(#.*)?:(\d+:)? expected [^]*got/);
          return;
        }
        expect(traces.length).toBeGreaterThan(0);
        for (const trace of traces) {
          const link = new TraceBandwidth(trace);
          expect(link.periodKilobits).toBeGreaterThan(0);
          expect(Number.isFinite(link.secondsWhen(1e6))).toBe(true);
        }
      }),
      { numRuns: 400, seed: 4 },
    );
  },
);
