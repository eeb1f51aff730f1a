import { describe, expect, test } from 'vitest';
import { readArguments } from '../../src/main/arguments';

describe('readArguments', () => {
  test('a relative path is taken from the working folder', () => {
    expect(readArguments(['a clip.mp4'], '/home/me')).toMatchObject({
      path: '/home/me/a clip.mp4',
      demoFolder: null,
    });
  });

  test('switches of Chromium are no files', () => {
    expect(readArguments(['--no-sandbox', '--user-data-dir=/x', '/v.mp4'], '/').path).toBe('/v.mp4');
    expect(readArguments(['--inspect=0'], '/').path).toBeNull();
  });

  test('behind -- a name may begin with a dash', () => {
    expect(readArguments(['--no-sandbox', '--', '-odd.mp4'], '/d').path).toBe('/d/-odd.mp4');
  });

  test('the demonstration has a folder and seconds', () => {
    expect(readArguments(['--demo=out', '--demo-seconds=12', 'v.mp4'], '/d')).toEqual({
      path: '/d/v.mp4',
      demoFolder: '/d/out',
      demoSeconds: 12,
    });
    expect(() => readArguments(['--demo=out', '--demo-seconds=soon'], '/d')).toThrow('--demo-seconds');
  });
});
