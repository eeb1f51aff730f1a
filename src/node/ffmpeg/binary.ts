/** FFmpeg's executable: NEURALSTREAM_FFMPEG, else what the system's path has. */
export function ffmpegExecutable(): string {
  return process.env['NEURALSTREAM_FFMPEG'] ?? 'ffmpeg';
}

/** ffprobe's executable: NEURALSTREAM_FFPROBE, else what the system's path has. */
export function ffprobeExecutable(): string {
  return process.env['NEURALSTREAM_FFPROBE'] ?? 'ffprobe';
}
