import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as v from 'valibot';

const root = resolve(import.meta.dirname, '../..');

/** Makes a moving, noisy picture with (unless told otherwise) a tone, quickly. */
export function makeClip(
  path: string,
  {
    size = '960x540',
    rate = 15,
    seconds = 12,
    sound = true,
  }: Partial<Record<'rate' | 'seconds', number>> & { size?: string; sound?: boolean } = {},
): void {
  const picture = `testsrc2=size=${size}:rate=${rate}:duration=${seconds},noise=alls=20:allf=t,format=yuv420p`;
  const tone = sound ? ['-f', 'lavfi', '-i', `sine=duration=${seconds}`, '-c:a', 'aac'] : [];
  const coding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '20'];
  execFileSync(ffmpeg(), ['-v', 'error', '-y', '-f', 'lavfi', '-i', picture, ...tone, ...coding, path]);
}

function ffmpeg(): string {
  const file = join(root, 'node_modules/.neuralstream/parts.json');
  const schema = v.object({ ffmpeg: v.object({ executable: v.string() }) });
  return v.parse(schema, JSON.parse(readFileSync(file, 'utf8'))).ffmpeg.executable;
}
