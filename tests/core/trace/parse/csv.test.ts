import { expect, test } from 'vitest';
import { splitCsv } from '../../../../src/core/trace/parse/csv';

test.each([
  ['a,"b, c",d', ['a', 'b, c', 'd']],
  ['"say ""hi""",2', ['say "hi"', '2']],
  ['"""",""', ['"', '']],
  ['"a""",b', ['a"', 'b']],
])('%s is read by the rules of RFC 4180', (line, fields) => {
  expect(splitCsv(line, ',')).toEqual(fields);
});
