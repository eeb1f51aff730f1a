import { expect, test } from 'vitest';
import { protobuf } from '../../../src/core/agent/protobuf';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test('the examples of the encoding’s own description', () => {
  expect(hex(protobuf([[1, 150]]))).toBe('089601');
  expect(hex(protobuf([[2, 'testing']]))).toBe('120774657374696e67');
  expect(hex(protobuf([[3, protobuf([[1, 150]])]]))).toBe('1a03089601');
});

test('numbers above 32 bits and texts outside ASCII', () => {
  expect(hex(protobuf([[1, 2 ** 35]]))).toBe('08808080808001');
  expect(hex(protobuf([[1, 'ü€😀']]))).toBe(`0a09${Buffer.from('ü€😀').toString('hex')}`);
});

test('an absent value is a zero that is written out', () => {
  expect(
    hex(
      protobuf([
        [1, 0],
        [16, 1],
      ]),
    ),
  ).toBe('0800800101');
});
