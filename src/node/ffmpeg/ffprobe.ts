import { execFile } from 'node:child_process';
import * as v from 'valibot';
import { ffprobeExecutable } from './binary';
import { finiteNumber } from '../../shared/numbers';

const text = v.optional(v.string());
const whole = v.optional(finiteNumber);
const tags = v.optional(v.record(v.string(), v.string()), {});

/** A stream as ffprobe 4.1 to 9 writes it, as far as this program reads it. */
const StreamSchema = v.object({
  codec_type: text,
  codec_name: text,
  width: whole,
  height: whole,
  sample_aspect_ratio: text,
  avg_frame_rate: text,
  r_frame_rate: text,
  start_time: text,
  duration: text,
  color_transfer: text,
  channels: whole,
  sample_rate: text,
  tags,
  disposition: v.optional(v.object({ attached_pic: v.optional(finiteNumber, 0) })),
  side_data_list: v.optional(v.array(v.object({ rotation: v.optional(finiteNumber) })), []),
});
export type ProbedStream = v.InferOutput<typeof StreamSchema>;

const ProbeSchema = v.object({
  streams: v.optional(v.array(StreamSchema), []),
  format: v.object({ format_name: v.string(), duration: text, start_time: text }),
});
export type Probed = v.InferOutput<typeof ProbeSchema>;

/** ffprobe read nothing it knows; the message is its own last line. */
export class ProbeFailure extends Error {}

/** Streams and container of a file. @throws ProbeFailure with ffprobe's message. */
export async function ffprobe(path: string, signal?: AbortSignal): Promise<Probed> {
  const json = await runFfprobe(['-print_format', 'json', '-show_format', '-show_streams'], path, signal);
  const parsed = v.safeParse(ProbeSchema, JSON.parse(json));
  if (parsed.success) return parsed.output;
  throw new ProbeFailure(`ffprobe's answer is not as expected: ${v.summarize(parsed.issues)}`);
}

/** Time of the end of the last video packet in seconds, by reading the whole file; null if there is none. */
export async function scanEndSeconds(path: string, signal?: AbortSignal): Promise<number | null> {
  const entries = ['-select_streams', 'v:0', '-show_entries', 'packet=pts_time,duration_time'];
  const csv = await runFfprobe([...entries, '-of', 'csv=p=0'], path, signal);
  return csv.split('\n').reduce<number | null>((end, line) => {
    const [start, duration] = line.split(',').map(Number);
    if (line.trim() === '' || !Number.isFinite(start)) return end;
    return Math.max(end ?? 0, start + (Number.isFinite(duration) ? duration : 0));
  }, null);
}

function runFfprobe(options: readonly string[], path: string, signal?: AbortSignal): Promise<string> {
  // Only files: a playlist must not make ffprobe open addresses.
  const args = ['-v', 'error', '-protocol_whitelist', 'file', ...options, `file:${path}`];
  return new Promise((resolve, reject) => {
    execFile(ffprobeExecutable(), args, { signal, maxBuffer: 2 ** 29 }, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const lines = stderr.trim().split('\n');
      const started = typeof error.code === 'number';
      reject(started ? new ProbeFailure(lines[lines.length - 1]) : error);
    });
  });
}
