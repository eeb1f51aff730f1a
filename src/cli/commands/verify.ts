import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parsePublishedLog } from '../../core/benchmark/published-log';
import { verifyLog, worstOf, type Verification } from '../../core/benchmark/verify';
import type { Qoe } from '../../core/qoe/qoe';
import { TraceBandwidth } from '../../core/trace/bandwidth';
import type { Video } from '../../core/model/video';
import { fileFault } from '../../node/files';
import { readForeignTextSync } from '../../node/platform/foreign-file-sync';
import { readTraces } from '../../node/trace-files';
import { defineCommand } from '../command';
import { formatOption, jsonOption, qoeFor, qoeOption, videoOf, videoOptions } from '../options';
import { jsonText, table } from '../terminal';
import { tracePaths } from '../trace-paths';

/** Delay and buffer must agree to this many milliseconds, rewards to this much. */
const tolerance = 1e-6;

export const verify = defineCommand({
  name: 'verify',
  does: 'Replays published per-chunk logs under the pensieve player model and says how far the numbers are apart.',
  options: {
    ...videoOptions,
    traces: { value: 'DIR', help: 'the traces that the logs were made on', required: true, many: true },
    logs: { value: 'DIR', help: 'one folder an algorithm, files named as the traces', required: true },
    qoe: qoeOption,
    format: formatOption,
    json: jsonOption,
  },
  run(args, { terminal }) {
    const video = videoOf(args);
    const qoe = qoeFor(args, video);
    const bandwidths = new Map(
      readTraces(tracePaths(args.all('traces')), args.optional('format') ?? undefined).map((trace) => [
        trace.name,
        new TraceBandwidth(trace),
      ]),
    );
    const results = logFolders(args.text('logs')).map((folder) => ({
      algorithm: basename(folder),
      result: verifyFolder({ video, qoe, bandwidths }, folder),
    }));
    const all = worstOf(results.map(({ result }) => result));
    const rows = [...results, { algorithm: 'all', result: all }].map(resultRow);
    const header = ['algorithm', 'chunks', 'delay error ms', 'buffer error ms', 'reward error'];
    terminal.out(args.has('json') ? jsonText(all) : table([header, ...rows]));
    const worst = Math.max(all.maxDelayErrorMs, all.maxBufferErrorMs, all.maxRewardError);
    if (worst <= tolerance) return 0;
    terminal.err(`neuralstream: the logs differ by up to ${worst}, more than ${tolerance}\n`);
    return 1;
  },
});

interface VerifySetup {
  readonly video: Video;
  readonly qoe: Qoe;
  readonly bandwidths: ReadonlyMap<string, TraceBandwidth>;
}

function verifyFolder({ video, qoe, bandwidths }: VerifySetup, folder: string): Verification {
  const names = list(folder).filter((name) => statSync(join(folder, name)).isFile());
  if (names.length === 0) throw new Error(`${folder}: expected logs, got none`);
  return worstOf(
    names.map((name) => {
      const bandwidth = bandwidths.get(name);
      if (!bandwidth) throw new Error(`${join(folder, name)}: no trace is named ${name}`);
      const place = join(basename(folder), name);
      const rows = parsePublishedLog(place, readForeignTextSync(join(folder, name), 'published log'));
      return verifyLog(video, bandwidth, rows, qoe);
    }),
  );
}

/** The folders of logs within a folder; the folder itself when it holds logs. */
function logFolders(folder: string): string[] {
  const inside = list(folder).map((name) => join(folder, name));
  const folders = inside.filter((path) => statSync(path).isDirectory());
  return folders.length > 0 ? folders : [folder];
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith('.'))
      .sort();
  } catch (error) {
    throw new Error(`${folder} cannot be read: ${fileFault(error)}`, { cause: error });
  }
}

function resultRow({ algorithm, result }: { algorithm: string; result: Verification }): string[] {
  const errors = [result.maxDelayErrorMs, result.maxBufferErrorMs, result.maxRewardError];
  return [algorithm, `${result.chunks}`, ...errors.map((error) => error.toExponential(1))];
}
