import { describe, expect, test } from 'vitest';
import { commandWords, launchWords, readArguments } from '../../src/main/arguments';

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

describe('commandWords', () => {
  const none = (): boolean => false;

  test('the first word that is no switch names a command; what comes before it is Chromium’s', () => {
    expect(commandWords(['--log-level=3', 'bench', '--video', 'v'], none)).toEqual(['bench', '--video', 'v']);
    expect(commandWords(['--help'], none)).toEqual(['--help']);
    expect(commandWords(['--version'], none)).toEqual(['--version']);
  });

  test('a misspelt command is still none of the window’s files', () => {
    expect(commandWords(['bnech'], none)).toEqual(['bnech']);
  });

  test('a folder that happens to have a command’s name does not stand in the way of the command', () => {
    const words = ['traces', 'synthesize', '--count', '4'];
    expect(commandWords(words, (path) => path === 'traces')).toEqual(words);
  });

  test('files, switches alone and nothing open the window', () => {
    expect(commandWords([], none)).toBeNull();
    expect(commandWords(['--inspect=0', '--no-sandbox'], none)).toBeNull();
    expect(commandWords(['/videos/bench'], none)).toBeNull();
    expect(commandWords(['clip.mp4', 'bench'], none)).toBeNull();
    expect(commandWords(['--', 'bench'], none)).toBeNull();
    expect(commandWords(['bench'], (path) => path === 'bench')).toBeNull();
  });

  test('from a checkout the words stand behind the application’s folder', () => {
    expect(launchWords(['/e/electron', '--no-sandbox', '/app', 'bench'], '/app')).toEqual(['bench']);
    expect(launchWords(['/opt/neuralstream', 'bench'], '/opt/resources/app.asar')).toEqual(['bench']);
  });
});
