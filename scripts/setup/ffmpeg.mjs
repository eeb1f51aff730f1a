import { chmodSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fetchWheel, makingFolder, publish, unpackWheel, unreachable } from './download.mjs';
import { wheelsRunHere } from './electron.mjs';
import { linkFile } from './link.mjs';
import { cacheFolder, executableName, partsFolder, root } from './places.mjs';
import { findCommand, run } from './run.mjs';
import { firstSource } from './sources.mjs';

const part = 'ffmpeg';
const staticFolder = path.join(root, 'node_modules', 'ffmpeg-static');

/** The wheel that carries a static FFmpeg 9.0 with libx264 for Linux on x64. */
export const ffmpegWheel = {
  name: 'imageio-ffmpeg',
  version: '0.8.1',
  sha256: '050d6850601c3b3890bd2b28306f3b842b3daea390a561101174375a1c460bda',
  python: '311',
  abi: 'none',
  platform: 'manylinux_2_28_x86_64',
};

/** Provides FFmpeg: the ffmpeg-static package's own download, else the wheel, else the one on PATH. */
export function provideFfmpeg() {
  return firstSource(part, [
    { name: 'the ffmpeg-static package', unavailable: officialUnavailable, provide: official },
    {
      name: `wheel ${ffmpegWheel.name} ${ffmpegWheel.version}`,
      unavailable: wheelUnavailable,
      provide: fromWheel,
    },
    { name: 'the system', provide: () => fromPath('ffmpeg') },
  ]);
}

/** Provides ffprobe: the @ffprobe-installer package, which carries it, else the one on PATH. */
export function provideFfprobe() {
  return firstSource('ffprobe', [
    { name: 'the @ffprobe-installer package', provide: ffprobeFromPackage },
    { name: 'the system', provide: () => fromPath('ffprobe') },
  ]);
}

async function officialUnavailable() {
  const present = existsSync(path.join(staticFolder, executableName('ffmpeg')));
  return present || process.env.FFMPEG_BINARIES_URL ? '' : unreachable('github.com');
}

async function official() {
  const file = path.join(staticFolder, executableName('ffmpeg'));
  try {
    await run(part, process.execPath, ['install.js'], { cwd: staticFolder, limitSeconds: 600 });
    return await placed('ffmpeg', file);
  } catch (error) {
    rmSync(file, { force: true }); // a half-fetched file would be taken for an installed one
    throw error;
  }
}

function wheelUnavailable() {
  return wheelsRunHere() ? '' : `there is no such build for ${process.platform} ${process.arch}`;
}

/** True when the wheel's FFmpeg is unpacked in the cache. */
export function ffmpegCached() {
  return existsSync(cachedFfmpeg());
}

function cachedFfmpeg() {
  return path.join(cacheFolder(), 'ffmpeg', ffmpegWheel.sha256.slice(0, 16));
}

async function fromWheel() {
  const folder = cachedFfmpeg();
  if (!existsSync(folder)) {
    const wheel = await fetchWheel(part, ffmpegWheel);
    const making = makingFolder('ffmpeg');
    try {
      await unpackWheel(part, wheel, making, "n.startswith('imageio_ffmpeg/binaries/ffmpeg-')");
      const binaries = path.join(making, 'imageio_ffmpeg', 'binaries');
      chmodSync(binaries, 0o755);
      publish(binaries, folder);
    } finally {
      rmSync(making, { recursive: true, force: true });
    }
  }
  const name = readdirSync(folder).find((entry) => entry.startsWith('ffmpeg-'));
  if (!name) throw new Error(`${folder} holds no ffmpeg; remove that folder and run the set-up again`);
  return placed('ffmpeg', path.join(folder, name));
}

function ffprobeFromPackage() {
  const require = createRequire(path.join(root, 'package.json'));
  const name = `@ffprobe-installer/${process.platform}-${process.arch}`;
  return placed('ffprobe', require.resolve(`${name}/${executableName('ffprobe')}`));
}

function fromPath(name) {
  const file = findCommand(name);
  if (!file) throw new Error(`no ${name} on PATH`);
  return probed(file);
}

/** Puts the binary where the packaged application takes it from, and sees that it runs. */
async function placed(name, file) {
  const target = path.join(partsFolder, 'bin', executableName(name));
  linkFile(file, target);
  chmodSync(target, 0o755);
  return probed(target);
}

async function probed(executable) {
  const output = await run(part, executable, ['-version'], { limitSeconds: 30 });
  return { executable, version: /version (\S+)/.exec(output)?.[1] ?? 'unknown' };
}
