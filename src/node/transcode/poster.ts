import type { Presentation } from '../../shared/presentation';
import { runFfmpeg } from '../ffmpeg/run';
import { chunkName } from './args';

export const posterName = 'poster.jpg';

/** A picture 480 pixels wide of the first frame a third into the video, from a chunk that is ready: no second decoding. */
export async function makePoster(
  folder: string,
  { levels }: Pick<Presentation, 'levels'>,
  signal?: AbortSignal,
): Promise<void> {
  const level = levels.length - 1;
  const chunk = chunkName(level, Math.floor(levels[level].chunkBytes.length / 3) + 1);
  await runFfmpeg({
    input: { protocol: 'concat', path: `init-${level}.m4s|${chunk}` },
    options: ['-frames:v', '1', '-vf', 'scale=480:-2', '-pix_fmt', 'yuvj420p', '-q:v', '3', '-update', '1'],
    output: posterName,
    folder,
    subject: posterName,
    totalSeconds: 1,
    signal,
  });
}
