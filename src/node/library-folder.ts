import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the installed application keeps its prepared videos, for programs beside it (Electron's userData). */
export function applicationLibrary(platform = process.platform, env = process.env, home = homedir()): string {
  return join(dataFolder(platform, env, home), 'NeuralStream', 'library');
}

function dataFolder(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): string {
  if (platform === 'win32') return env.APPDATA ?? join(home, 'AppData', 'Roaming');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  return env.XDG_CONFIG_HOME ?? join(home, '.config');
}
