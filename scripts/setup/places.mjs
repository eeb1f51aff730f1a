import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');

/** Where set-up keeps what it provides for this clone: parts.json, stamp.json, electron/ and bin/. */
export const partsFolder = path.join(root, 'node_modules', '.neuralstream');

/** The list of parts that everything else reads. */
export const partsFile = path.join(partsFolder, 'parts.json');

/** The user's cache folder for downloads and for parts that were built, shared by all clones. */
export function cacheFolder(env = process.env, platform = process.platform, home = homedir()) {
  if (env.XDG_CACHE_HOME) return path.join(env.XDG_CACHE_HOME, 'neuralstream');
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'neuralstream');
  if (platform === 'win32')
    return path.join(env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'), 'neuralstream', 'cache');
  return path.join(home, '.cache', 'neuralstream');
}

/** SHA-256 of text or bytes, in hex. */
export function sha256(content) {
  return createHash('sha256').update(content).digest('hex');
}

/** The name that an executable has on this platform. */
export function executableName(name, platform = process.platform) {
  return platform === 'win32' ? `${name}.exe` : name;
}
