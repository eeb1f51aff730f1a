import { describe, expect, test } from 'vitest';
import { TraceBandwidth } from '../../../../src/core/trace/bandwidth';
import { textInput } from '../../../../src/core/trace/parse/input';
import { parsePensieve } from '../../../../src/core/trace/parse/pensieve';

const parse = (text: string) => parsePensieve(textInput('bus', text));

describe('Pensieve cooked traces', () => {
  test('a row holds since the row before, the first part since 0, and a session begins at the first row', () => {
    const trace = parse('0.5\t9\n2\t1.5\r\n3\t0.25\n\n');
    expect(trace).toEqual({ name: 'bus', durationsSeconds: [2, 1], kbps: [1500, 250], startSeconds: 0.5 });
    expect(new TraceBandwidth(trace).periodSeconds).toBe(3);
  });

  test.each([
    ['0 1\n1 x', 'bus:2: expected Mbit/s >= 0, got "x"'],
    ['0 1\n1 NaN', 'bus:2: expected Mbit/s >= 0, got "NaN"'],
    ['0 1\n1 -3', 'bus:2: expected Mbit/s >= 0, got "-3"'],
    ['0 1\n\n5 1\n4 1', 'bus:4: expected a time >= 5 (the row before), got 4'],
    ['0 1\n1', 'bus:2: expected two columns, seconds and Mbit/s, got "1"'],
    ['', 'bus: expected rows of seconds and Mbit/s, got none'],
    ['0 1', 'bus: expected a trace that lasts some time, got none'],
    ['0 0\n1 0', 'bus: expected some bandwidth above 0, got 0 throughout'],
    ['0 1\n1 1e300', 'bus:2: expected kbps from 0 to 1000000000, got 1e+303'],
  ])('refuses %j and says where and why', (text, message) => {
    expect(() => parse(text)).toThrow(message);
  });
});
