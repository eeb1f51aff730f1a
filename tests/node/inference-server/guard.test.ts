import { expect, test } from 'vitest';
import { Guard } from '../../../src/node/inference-server/guard';

const guard = (host: string, port: number) => new Guard({ host, names: [], origins: [] }, () => port);

test('an IPv6 address that is listened on is answered to as a Host writes it, in brackets', () => {
  expect(() => guard('::1', 5001).check('[::1]:5001', 'http://[::1]:5001')).not.toThrow();
  expect(() => guard('::1', 5001).check('[::2]:5001', undefined)).toThrow('does not answer to that Host');
});

test("HTTP's own port may be left out, as every client does, and no other", () => {
  expect(() => guard('127.0.0.1', 80).check('localhost', 'http://localhost')).not.toThrow();
  expect(() => guard('127.0.0.1', 80).check('evil.example', undefined)).toThrow('that Host');
  expect(() => guard('127.0.0.1', 5001).check('localhost', undefined)).toThrow('that Host');
});
