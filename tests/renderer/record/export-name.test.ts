import { expect, test } from 'vitest';
import { exportName } from '../../../src/renderer/record/export-name';

const createdAt = new Date(2026, 10, 22, 23, 32).toISOString();
const named = (name: string): string => exportName({ name, createdAt });

test('an export is called after its session and when that was played', () => {
  expect(named('Sample clip')).toBe('Sample clip 2026-11-22 23-32');
});

test('the time of saving, which the name of a new session carries, is not there twice', () => {
  expect(named('Sample clip · 22 Nov 2026, 23:35')).toBe('Sample clip 2026-11-22 23-32');
});

test('what a file system refuses is left out, and something is always left', () => {
  expect(named('..\\a/b: "c"\n<d>?')).toBe('a b c d 2026-11-22 23-32');
  expect(named('***')).toBe('Session 2026-11-22 23-32');
});

test('a long name is cut between characters', () => {
  expect(named('🎬'.repeat(200))).toBe(`${'🎬'.repeat(50)} 2026-11-22 23-32`);
});
