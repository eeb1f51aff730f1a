import { expect, test } from 'vitest';
import { sessionCsv } from '../../../src/renderer/record/session-csv';
import { savedSession } from '../saved-session';

test('a session as CSV has a line for each chunk; reasons are quoted and kept from being formulas', () => {
  const lines = sessionCsv(savedSession).split('\r\n');
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/^player,algorithm,chunk,level,kbps,/);
  expect(lines[1]).toBe('1,bola,0,0,500,1000,0.5,0.5,2,0,the first chunk');
  expect(lines[2]).toBe(`1,bola,1,1,2000,4000,2,3,2,0.5,"'=1+1, ""fast"" link"`);
  expect(lines[3]).toBe('');
});
