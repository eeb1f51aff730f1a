import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { verified } from '../../scripts/setup/download.mjs';
import { firstSource } from '../../scripts/setup/sources.mjs';
import { temporaryFolder } from '../temporary-folder';

const said: string[] = [];
const tell = (_part: string, text: string) => said.push(text);
const good = (name: string) => ({ name, provide: async () => ({ version: `${name}-1` }) });
const broken = (name: string) => ({ name, provide: () => Promise.reject(new Error('refused')) });

test('the official source is taken when it is good, and the fall-back is not touched', async () => {
  const untouched = { name: 'wheel', provide: () => Promise.reject(new Error('must not be asked')) };
  expect(await firstSource('x', [good('official'), untouched], tell)).toEqual({
    version: 'official-1',
    source: 'official',
  });
});

test('a source that fails or is unavailable is told with its reason and the next one is taken', async () => {
  said.length = 0;
  const absent = { ...good('mirror'), unavailable: async () => 'host does not answer' };
  const part = await firstSource('x', [broken('official'), absent, good('wheel')], tell);
  expect(part.source).toBe('wheel');
  expect(said).toContain('not from official: refused');
  expect(said).toContain('not from mirror: host does not answer');
});

test('when no source is good the error names all of them', async () => {
  await expect(firstSource('x', [broken('a'), broken('b')], tell)).rejects.toThrow('a: refused; b: refused');
});

test('a file with the pinned SHA-256 is used', async () => {
  const file = join(temporaryFolder('wheel'), 'a.whl');
  writeFileSync(file, 'abc');
  // SHA-256 of "abc" from FIPS 180-2, appendix B.1
  const published = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect(await verified(file, published)).toBe(file);
});

test('a file with another SHA-256 is refused and removed', async () => {
  const file = join(temporaryFolder('wheel'), 'a.whl');
  writeFileSync(file, 'abd');
  await expect(verified(file, 'ba7816bf')).rejects.toThrow('expected ba7816bf');
  expect(existsSync(file)).toBe(false);
});
