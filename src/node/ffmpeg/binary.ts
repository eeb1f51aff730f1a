import { mediaProgram } from '../parts';

/** FFmpeg's program: NEURALSTREAM_FFMPEG, else the packaged or set-up one, else what the system's path has. */
export function ffmpegExecutable(): string {
  return process.env['NEURALSTREAM_FFMPEG'] ?? mediaProgram('ffmpeg') ?? 'ffmpeg';
}

/** ffprobe's program: NEURALSTREAM_FFPROBE, else the packaged or set-up one, else what the system's path has. */
export function ffprobeExecutable(): string {
  return process.env['NEURALSTREAM_FFPROBE'] ?? mediaProgram('ffprobe') ?? 'ffprobe';
}
