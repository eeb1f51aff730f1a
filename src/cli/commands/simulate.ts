import { statSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { Histogram } from '../../core/stats/histogram';
import { makeSessionRunner } from '../../core/benchmark/session';
import { findPlayerModel } from '../../core/simulator/registry';
import type { Trace } from '../../core/trace/bandwidth';
import { algorithmMaker } from '../../node/benchmark/play';
import { projectResources } from '../../node/models';
import { readTraceFile } from '../../node/trace-files';
import { UsageError } from '../arguments';
import { defineCommand } from '../command';
import * as shared from '../options';
import { jsonText, table } from '../terminal';

export const simulate = defineCommand({
  name: 'simulate',
  does: 'Plays one algorithm over one trace and shows it chunk by chunk.',
  options: {
    ...shared.videoOptions,
    trace: { value: 'FILE', help: 'the trace (the first one of a file with several)', required: true },
    algorithm: { value: 'ID', help: shared.algorithmIds, required: true },
    qoe: shared.qoeOption,
    ...shared.playerOptions,
    format: shared.formatOption,
    json: shared.jsonOption,
  },
  run(args, { terminal }) {
    const id = shared.algorithmOf(args);
    const { id: playerId, options } = shared.playerOf(args);
    const player = findPlayerModel(playerId).create(options);
    const video = shared.videoOf(args);
    const qoe = shared.qoeFor(args, video);
    const trace = firstTrace(args.text('trace'), args.optional('format') ?? undefined);
    const makeAlgorithm = algorithmMaker(projectResources());
    const nowMs = (): number => performance.now();
    const run = makeSessionRunner({ video, qoe, player, makeAlgorithm, nowMs }, trace);
    const { figures, log } = run(id, new Histogram());
    const parts = log.perChunk(qoe);
    const chunks = log.chunks.map((chunk, i) => ({
      ...chunk,
      kbps: video.ladderKbps[chunk.level],
      qoe: parts[i],
    }));
    if (args.has('json'))
      return terminal.out(jsonText({ video: video.name, measure: qoe.id, ...figures, perChunk: chunks }));
    const header = ['chunk', 'at s', 'level', 'kbps', 'download s', 'stall s', 'buffer s', 'QoE', 'why'];
    const rows = chunks.map((chunk) => [
      `${chunk.index}`,
      chunk.atSeconds.toFixed(2),
      `${chunk.level}`,
      `${chunk.kbps}`,
      chunk.downloadSeconds.toFixed(3),
      chunk.stallSeconds.toFixed(3),
      chunk.bufferSeconds.toFixed(2),
      chunk.qoe.total.toFixed(3),
      chunk.reason,
    ]);
    const { startupSeconds, bitrateKbps, rebufferSecondsPerChunk } = figures;
    const means = `mean QoE ${qoe.id} ${figures.qoe.toFixed(4)}, ${bitrateKbps.toFixed(0)} kbps, `;
    const stalls = `${rebufferSecondsPerChunk.toFixed(4)} s of stall a chunk (without chunk 0)`;
    const startup = startupSeconds === null ? '' : `, start-up ${startupSeconds.toFixed(2)} s`;
    terminal.out(`${table([header, ...rows])}\n${means}${stalls}${startup}\n`);
  },
});

/** @throws UsageError for a folder, which holds many traces. */
function firstTrace(path: string, format: string | undefined): Trace {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`--trace: ${path} is a folder; expected the file of one trace`);
  }
  return readTraceFile(path, format)[0];
}
