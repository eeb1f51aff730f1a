import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { parseLadder } from '../../../src/core/model/ladder';
import { ffmpegExecutable } from '../../../src/node/ffmpeg/binary';
import { sweepFolders } from '../../../src/node/platform/work-folder';
import { transcode } from '../../../src/node/transcode';
import { ffmpeg, makeClip, scratchFolder } from '../ffmpeg/clips';

const folder = scratchFolder();
const at = (...names: string[]) => join(folder, ...names);
const ladder = parseLadder('320x180@300,640x360@1500');
const isRoot = process.getuid?.() === 0;
let input = '';

beforeAll(() => {
  input = makeClip(at('clip.mp4'), { size: '640x360', seconds: 20 });
  mkdirSync(at('out'));
});
afterEach(() => {
  delete process.env['NEURALSTREAM_FFMPEG'];
  if (existsSync(at('out'))) expect(readdirSync(at('out'))).toEqual([]); // whatever happened: no half-made folder
});

/** A stand-in for FFmpeg that runs `script` instead of encoding, and the real one for every other question. */
function fakeFfmpeg(script: string): void {
  const real = ffmpegExecutable();
  const path = at(`fake-${script.length}-ffmpeg`);
  writeFileSync(path, `#!/bin/sh\ncase "$*" in *manifest.mpd) ${script};; *) exec "${real}" "$@";; esac\n`);
  chmodSync(path, 0o755);
  process.env['NEURALSTREAM_FFMPEG'] = path;
}

test.each([0, 0.01, 0.3, 0.8])('cancelling at share %d leaves nothing and says so', async (share) => {
  const controller = new AbortController();
  const job = transcode({
    ...{ input, ladder, outFolder: at('out', 'a'), signal: controller.signal },
    onProgress: (progress) => progress.share >= share && controller.abort(),
  });
  await expect(job).rejects.toMatchObject({ name: 'AbortError', message: '"clip.mp4" was cancelled' });
});

test('cancelling right after the start leaves nothing', async () => {
  const controller = new AbortController();
  const job = transcode({ input, ladder, outFolder: at('out', 'a'), signal: controller.signal });
  setTimeout(() => controller.abort(), 5);
  await expect(job).rejects.toMatchObject({ name: 'AbortError' });
});

test('FFmpeg killed half-way is named as the cause', async () => {
  fakeFfmpeg('touch init-0.m4s; kill -KILL $$');
  const job = transcode({ input, ladder, outFolder: at('out', 'a') });
  await expect(job).rejects.toThrow(
    '"clip.mp4" cannot be prepared: FFmpeg was stopped from outside (SIGKILL)',
  );
});

test('a source that goes away before FFmpeg opens it is named as the cause', async () => {
  const doomed = makeClip(at('doomed.mp4'), { seconds: 1 });
  fakeFfmpeg(`rm -f "${doomed}"; echo "file: No such file or directory" >&2; exit 1`);
  const job = transcode({ input: doomed, ladder, outFolder: at('out', 'a') });
  await expect(job).rejects.toThrow('"doomed.mp4" cannot be prepared: the file is no longer there');
});

test('a missing FFmpeg is named as the cause', async () => {
  process.env['NEURALSTREAM_FFMPEG'] = at('nothing-here');
  await expect(transcode({ input, ladder, outFolder: at('out', 'a') })).rejects.toThrow(
    /^"clip.mp4" cannot be prepared: FFmpeg .* cannot be started: it is not there/,
  );
});

test('a file that breaks off half-way is refused with how much can be read', async () => {
  const whole = at('whole.mkv');
  ffmpeg(['-i', input, '-c', 'copy', whole]);
  truncateSync(whole, Math.floor(statSync(whole).size * 0.4));
  const job = transcode({ input: whole, ladder, outFolder: at('out', 'a') });
  await expect(job).rejects.toThrow(
    /^"whole.mkv" cannot be prepared: it is damaged or cut short \(\d+ of 20 s/,
  );
});

test.runIf(isRoot)('a disk that fills half-way: one sentence, nothing left', async () => {
  const disk = at('disk');
  mkdirSync(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]);
  try {
    const job = transcode({ input, ladder, outFolder: join(disk, 'a') });
    await expect(job).rejects.toThrow(/^"clip.mp4" cannot be prepared: .*disk is full/);
    expect(readdirSync(disk)).toEqual([]);
  } finally {
    execFileSync('umount', [disk]);
  }
});

test('a place that cannot be written to is named', async () => {
  writeFileSync(at('occupied'), 'a file, where a folder is wanted');
  const job = transcode({ input, ladder, outFolder: at('occupied', 'a') });
  await expect(job).rejects.toThrow(/^"clip.mp4" cannot be prepared: nothing can be written to ".*occupied"/);
});

test('half-made folders of dead processes are swept, those of living ones stay', async () => {
  const parent = at('sweep');
  const dead = execFileSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' }).trim();
  mkdirSync(join(parent, `.neuralstream-${dead}-0a1b2c3d.partial`, 'inside'), { recursive: true });
  mkdirSync(join(parent, `.neuralstream-${process.ppid}-0a1b2c3d.partial`));
  mkdirSync(join(parent, 'mine'));
  await sweepFolders(parent);
  expect(readdirSync(parent).sort()).toEqual([`.neuralstream-${process.ppid}-0a1b2c3d.partial`, 'mine']);
  rmSync(parent, { recursive: true });
});
