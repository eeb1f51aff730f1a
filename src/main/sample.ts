import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { makeSampleClip } from '../node/ffmpeg/sample-clip';
import type { TranscodeProgress } from '../shared/presentation';
import { paths } from './paths';

/** The sample clip's path; it is made once. */
export async function sampleClip(
  onProgress: (progress: TranscodeProgress) => void,
  signal?: AbortSignal,
): Promise<string> {
  const file = join(paths().samples, 'Sample clip.mp4');
  const made = await access(file).then(
    () => true,
    () => false,
  );
  if (!made) await makeSampleClip({ file, signal, onProgress });
  return file;
}
