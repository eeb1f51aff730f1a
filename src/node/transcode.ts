import type { LadderLevel } from '../core/ladder';
import type { Presentation, TranscodeProgress } from '../shared/presentation';

export interface TranscodeOptions {
  /** Path of the video to cut. */
  input: string;
  ladder?: readonly LadderLevel[];
  /** Wanted duration of a chunk in seconds, 1 to 10. */
  chunkSeconds?: number;
  /** Folder to make; it must not exist. It appears whole (atomic rename) or not at all. */
  outFolder: string;
  signal?: AbortSignal;
  onProgress?: (progress: TranscodeProgress) => void;
}

/** Cuts a video into a DASH presentation with its sidecar; rejects with one sentence that names the file and the cause. */
export async function transcode({ input }: TranscodeOptions): Promise<Presentation> {
  throw new Error(`"${input}" cannot be prepared: not made yet`);
}
