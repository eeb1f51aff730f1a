import { execFile } from 'node:child_process';
import type { VideoInfo } from '../../shared/presentation';
import { ffmpegExecutable } from './binary';

/** Whether this FFmpeg can map HDR to SDR (zscale comes with libzimg); fluent-ffmpeg cannot read the list of FFmpeg 9. */
export function canToneMap(): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(ffmpegExecutable(), ['-hide_banner', '-filters'], (error, stdout) =>
      resolve(!error && / zscale /.test(stdout) && / tonemap /.test(stdout)),
    );
  });
}

/** Whether a video is HDR and will be cut as it stands, pale, because this FFmpeg cannot map it. */
export async function staysPale({ hdr }: Pick<VideoInfo, 'hdr'>): Promise<boolean> {
  return hdr && !(await canToneMap());
}
