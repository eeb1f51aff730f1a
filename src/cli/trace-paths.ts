import { homedir } from 'node:os';
import { join } from 'node:path';
import { projectResources } from '../node/models';
import { TraceSets } from '../node/traces/trace-sets';
import { UsageError, type Arguments } from './arguments';

const setPrefix = 'set:';

/** Paths of traces as they were given; `set:NAME` stands for a set that the application keeps. */
export function tracePaths(words: readonly string[]): string[] {
  return words.flatMap((word) =>
    word.startsWith(setPrefix) ? pathsOfSet(word.slice(setPrefix.length)) : [word],
  );
}

/** The same for the operands of a command that needs some. */
export function operandPaths({ words }: Pick<Arguments<never>, 'words'>): string[] {
  if (words.length === 0) throw new UsageError('expected files or folders of traces, got none');
  return tracePaths(words);
}

function pathsOfSet(idOrName: string): string[] {
  const builtIn = join(projectResources(), 'traces');
  const sets = new TraceSets({ own: join(dataFolder(), 'traces'), builtIn });
  return sets.pathsOf(sets.find(idOrName).id);
}

/** Where the application keeps its data (Electron's userData); NEURALSTREAM_DATA names another place. */
function dataFolder(): string {
  const { APPDATA, NEURALSTREAM_DATA, XDG_CONFIG_HOME } = process.env;
  if (NEURALSTREAM_DATA) return NEURALSTREAM_DATA;
  return join(applicationsFolder(APPDATA, XDG_CONFIG_HOME), 'NeuralStream');
}

function applicationsFolder(appData: string | undefined, configHome: string | undefined): string {
  if (process.platform === 'win32') return appData ?? join(homedir(), 'AppData', 'Roaming');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return configHome ?? join(homedir(), '.config');
}
