import { join } from 'node:path';
import { projectResources } from '../node/models';
import { applicationData } from '../node/platform/data-folder';
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
  const sets = new TraceSets({ own: join(applicationData(), 'traces'), builtIn });
  return sets.pathsOf(sets.find(idOrName).id);
}
