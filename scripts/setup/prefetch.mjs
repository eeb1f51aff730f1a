import { fetchWheel, unreachable } from './download.mjs';
import { electronCached, electronWheel, wheelsRunHere } from './electron.mjs';
import { ffmpegCached, ffmpegWheel } from './ffmpeg.mjs';
import { findCommand } from './run.mjs';
import { tensorflowWheel, tfjsCached } from './tfjs.mjs';

/**
 * Fetches the fall-backs' wheels while npm works, for parts whose official host does not answer. Failures are left to the
 * part itself, which asks for the same wheel again and tells the reason.
 */
export function prefetchWheels(toolsReady, lean) {
  if (!wheelsRunHere()) return;
  const wheels = [
    { host: 'storage.googleapis.com', part: 'tfjs', wheel: tensorflowWheel, cached: tfjsCached },
    { host: 'github.com', part: 'electron', wheel: electronWheel, cached: electronCached },
    { host: 'github.com', part: 'ffmpeg', wheel: ffmpegWheel, cached: ffmpegCached },
  ];
  for (const { host, part, wheel, cached } of wheels) {
    if (!cached() && !(lean && part === 'tfjs'))
      fetchWhenNeeded(host, part, wheel, toolsReady).catch(() => null);
  }
}

async function fetchWhenNeeded(host, part, wheel, toolsReady) {
  if (!(await unreachable(host))) return;
  if (!findCommand('python3') || !findCommand('pip3')) await toolsReady;
  await fetchWheel(part, wheel);
}
