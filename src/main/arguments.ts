import { existsSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';

/** What the command line asks for. */
export interface LaunchArguments {
  /** A video to open, absolute; null when none was named. */
  readonly path: string | null;
  /** The folder that the demonstration writes into; null: no demonstration. */
  readonly demoFolder: string | null;
  readonly demoSeconds: number;
}

/**
 * Reads the arguments behind the executable (and, from a checkout, behind the application's folder). Switches that are
 * Chromium's are passed over; behind `--` everything is a file, so that a name may begin with a dash.
 */
export function readArguments(args: readonly string[], workingFolder: string): LaunchArguments {
  const dashes = args.indexOf('--');
  const switches = (dashes < 0 ? args : args.slice(0, dashes)).filter((arg) => arg.startsWith('-'));
  const files = dashes < 0 ? args.filter((arg) => !arg.startsWith('-')) : args.slice(dashes + 1);
  const file = files.find((arg) => arg !== '');
  const value = (name: string): string | null => {
    const found = switches.find((arg) => arg.startsWith(`--${name}=`));
    return found === undefined ? null : found.slice(name.length + 3);
  };
  const demoFolder = value('demo');
  const demoSeconds = Number(value('demo-seconds') ?? 30);
  if (!(demoSeconds > 0))
    throw new Error(`--demo-seconds: expected a number above 0, got ${value('demo-seconds')}`);
  const absolute = (path: string): string => (isAbsolute(path) ? path : resolve(workingFolder, path));
  return {
    path: file === undefined ? null : absolute(file),
    demoFolder: demoFolder === null ? null : absolute(demoFolder),
    demoSeconds,
  };
}

/** The words behind the executable, or from a checkout behind the application's folder. */
export function launchWords(argv: readonly string[], appPath: string): readonly string[] {
  const folder = argv.findIndex((arg, i) => i > 0 && resolve(arg) === appPath);
  return argv.slice(Math.max(folder, 0) + 1);
}

/**
 * The words of a command (`bench --video ...`), or null when the window is asked for. Switches before it are Chromium's. A
 * lone word that names a file is opened, not taken for a command.
 */
export function commandWords(
  words: readonly string[],
  exists: (path: string) => boolean = existsSync,
): readonly string[] | null {
  const first = words.findIndex((word) => !word.startsWith('-') || isHelp(word));
  if (first < 0 || words.slice(0, first).includes('--')) return null;
  const word = words[first];
  const isFile = words.length === first + 1 && exists(word);
  return isHelp(word) || (/^[a-z]+$/.test(word) && !isFile) ? words.slice(first) : null;
}

function isHelp(word: string): boolean {
  return ['--help', '-h', '--version'].includes(word);
}
