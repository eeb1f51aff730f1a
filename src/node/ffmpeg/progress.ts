import type { TranscodeProgress } from '../../shared/presentation';

/** The keys of FFmpeg's `-progress` report; every other line on the pipe is a message. */
const progressKey =
  /^(frame|fps|stream_\d+_\d+_\w+|bitrate|total_size|out_time\w*|dup_frames|drop_frames|speed|progress)=(.*)$/;

/** Reads FFmpeg's `-progress` report line by line, 4.1 to 9. */
export interface ProgressReader {
  /** What a line means: a part of a report, a whole report, or a message that is no progress at all. */
  read(line: string): 'part' | 'message' | TranscodeProgress;
}

/** Makes a reader for a job whose result lasts `totalSeconds`. */
export function progressReader(totalSeconds: number): ProgressReader {
  const report = new Map<string, string>();
  // FFmpeg's time may step back while its encoders start.
  let madeSeconds = 0;
  return {
    read(line) {
      const match = progressKey.exec(line.trim());
      if (!match) return 'message';
      report.set(match[1], match[2].trim());
      madeSeconds = Math.max(madeSeconds, Math.min(totalSeconds, clockSeconds(report.get('out_time')) ?? 0));
      return match[1] === 'progress' ? summarize(report, madeSeconds, totalSeconds) : 'part';
    },
  };
}

function summarize(
  report: ReadonlyMap<string, string>,
  made: number,
  totalSeconds: number,
): TranscodeProgress {
  const speed = readNumber(report.get('speed')?.replace(/x$/, ''));
  const done = report.get('progress') === 'end';
  return {
    stage: 'encoding',
    share: done ? 1 : made / totalSeconds,
    fps: readNumber(report.get('fps')),
    speed,
    secondsLeft: done ? 0 : speed ? (totalSeconds - made) / speed : null,
  };
}

/** `00:01:02.500000` in seconds; null for anything else (at the start FFmpeg may say N/A or a time below zero). */
export function clockSeconds(text = ''): number | null {
  const match = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(text);
  return match ? Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]) : null;
}

function readNumber(text = ''): number | null {
  const value = text === '' ? NaN : Number(text);
  return Number.isFinite(value) && value > 0 ? value : null;
}
