import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';

const PartsSchema = v.object({ ffmpeg: v.object({ executable: v.string() }) });

/** A transcode like the app's own: one decode, three H.264 levels. Returns what ends it. */
export function startTranscode(ffmpeg: string): () => void {
  const level = (size: string, rate: string): string[] => [
    '-map',
    '0:v',
    '-c:v',
    'libx264',
    '-s',
    size,
    '-b:v',
    rate,
    '-f',
    'null',
    '-',
  ];
  const input = ['-f', 'lavfi', '-i', 'testsrc2=size=1280x720:rate=30'];
  const levels = [...level('640x360', '500k'), ...level('854x480', '1000k'), ...level('1280x720', '2000k')];
  const child = spawn(ffmpeg, ['-v', 'error', '-nostdin', ...input, ...levels], { stdio: 'ignore' });
  if (child.pid) setPriority(child.pid, 0);
  let ended = false;
  child.on('exit', (code) => {
    if (!ended) throw new Error(`the transcode that makes the load ended by itself (exit code ${code})`);
  });
  return () => {
    ended = true;
    child.kill('SIGKILL');
  };
}

/** NEURALSTREAM_FFMPEG, what set-up provided, or the system's. */
export function ffmpegPath(root = process.cwd()): string {
  const candidates = [process.env.NEURALSTREAM_FFMPEG, provided(root), 'ffmpeg'];
  const works = candidates.find((file) => file && spawnSync(file, ['-version']).status === 0);
  if (!works) throw new Error('FFmpeg is missing: run npm run setup, or set NEURALSTREAM_FFMPEG');
  return works;
}

function provided(root: string): string | undefined {
  const partsFile = path.join(root, 'node_modules/.neuralstream/parts.json');
  if (!existsSync(partsFile)) return undefined;
  const parts = v.safeParse(PartsSchema, JSON.parse(readFileSync(partsFile, 'utf8')));
  return parts.success ? parts.output.ffmpeg.executable : undefined;
}
