import path from 'node:path';
import { distRoot } from './config.mjs';

/** Where electron-builder's `dir` target puts the application for this machine, its executable and its resources folder. */
export function packagePlaces(dist = distRoot, platform = process.platform, arch = process.arch) {
  const suffix = arch === 'x64' ? '' : `-${arch}`;
  if (platform === 'darwin') {
    const folder = path.join(dist, `mac${suffix}`);
    const contents = path.join(folder, 'NeuralStream.app', 'Contents');
    return {
      folder,
      executable: path.join(contents, 'MacOS', 'NeuralStream'),
      resources: path.join(contents, 'Resources'),
    };
  }
  const folder = path.join(dist, platform === 'win32' ? `win${suffix}-unpacked` : `linux${suffix}-unpacked`);
  const name = platform === 'win32' ? 'NeuralStream.exe' : 'neuralstream';
  return { folder, executable: path.join(folder, name), resources: path.join(folder, 'resources') };
}
