import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeSampleClip } from '../node/ffmpeg/sample-clip';
import { Queue } from '../node/library/queue';
import type { TranscodeProgress } from '../shared/presentation';
import { paths } from './paths';

const queue = new Queue();

/** The sample clip's path; it is made once, whoever else asks for it meanwhile. */
export function sampleClip(
  onProgress: (progress: TranscodeProgress) => void,
  signal?: AbortSignal,
): Promise<string> {
  const file = join(paths().samples, 'Sample clip.mp4');
  const make = async (): Promise<string> => {
    if (!existsSync(file)) await makeSampleClip({ file, signal, onProgress });
    return file;
  };
  return queue.add(make, file, signal);
}
