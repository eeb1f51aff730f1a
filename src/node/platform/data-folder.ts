import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where the installed application keeps its data (Electron's userData), for commands and services beside it. The
 * environment's NEURALSTREAM_DATA names another folder.
 */
export function applicationData(platform = process.platform, env = process.env, home = homedir()): string {
  return env.NEURALSTREAM_DATA || join(applicationsFolder(platform, env, home), 'NeuralStream');
}

/** Where it keeps its prepared videos. */
export function applicationLibrary(platform = process.platform, env = process.env, home = homedir()): string {
  return join(applicationData(platform, env, home), 'library');
}

function applicationsFolder(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): string {
  if (platform === 'win32') return env.APPDATA ?? join(home, 'AppData', 'Roaming');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  return env.XDG_CONFIG_HOME ?? join(home, '.config');
}
