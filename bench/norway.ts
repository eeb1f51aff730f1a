import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ppo } from '../src/core/abr/ppo';
import { createAlgorithm } from '../src/core/abr/registry';
import { parsePublishedLog } from '../src/core/benchmark/published-log';
import { bootstrapInterval } from '../src/core/stats/bootstrap';
import { mean } from '../src/core/stats/statistics';
import { makeQoe } from '../src/core/qoe/qoe';
import { evaluate } from '../src/core/training/evaluate';
import { TraceBandwidth, type Trace } from '../src/core/trace/bandwidth';
import { modelFolder, projectResources, readModel } from '../src/node/models';
import { policyOf } from '../src/shared/policy';
import { readTraces } from '../src/node/trace-files';
import { readVideo } from '../src/node/video-files';

/**
 * Trained agents on the open Norway test traces against the published logs of the same traces, trace by trace:
 * `npm run bench:norway -- --data DIR [MODEL...]` (the default agent where none is named). Mean QoE_lin per chunk without
 * chunk 0, and for each published algorithm and each model named before, the mean difference with its paired 95 % bootstrap
 * interval over the traces. `--backwards` plays the Norway traces of the training set from their end to their beginning
 * instead, from eight starts each, against RobustMPC: an order of things that no agent has met.
 */
const { values: options, positionals } = parseArgs({
  options: { data: { type: 'string' }, backwards: { type: 'boolean', default: false } },
  allowPositionals: true,
});
if (options.data === undefined) throw new Error('expected --data DIR, the folder of public data');
const { data } = options;
const models = positionals.length > 0 ? positionals : ['default'];
const video = readVideo(path.join(data, 'video/envivio'));
const qoe = makeQoe('lin', video.ladderKbps);
const startsEach = 8;

type Make = Parameters<typeof evaluate>[1];

interface Played {
  readonly name: string;
  /** Of each trace. */
  readonly values: readonly number[];
}

const traces = options.backwards ? backwardsTraces() : readTraces([norway('traces')]);
const others = options.backwards ? [robustMpc()] : publishedLogs();
for (const { name, values } of others) console.log(`${name.padEnd(8)} ${mean(values).toFixed(4)}`);

const agents = models.map((model): Played => {
  const policy = policyOf(readModel(modelFolder(model, projectResources())));
  return { name: path.basename(model), values: play((context) => ppo(context, policy)) };
});
for (const [i, agent] of agents.entries()) {
  console.log(`\n${agent.name}: ${mean(agent.values).toFixed(4)} on ${traces.length} traces`);
  for (const other of [...others, ...agents.slice(0, i)]) tellDifference(agent, other);
}
if (agents.length > 1) {
  const means = agents.map(({ values }) => mean(values));
  console.log(
    `\nof ${means.length} agents: mean ${mean(means).toFixed(4)}, worst ${Math.min(...means).toFixed(4)}`,
  );
}

function tellDifference(agent: Played, other: Played): void {
  const differences = agent.values.map((value, i) => value - other.values[i]);
  const [low, high] = bootstrapInterval(differences);
  console.log(
    `  over ${other.name.padEnd(8)} ${mean(differences).toFixed(4)}, 95 % from ${low.toFixed(4)} to ${high.toFixed(4)}`,
  );
}

/** Mean QoE of each trace: from its own start, or of several starts of one that is played backwards. */
function play(make: Make): number[] {
  return traces.map((trace) => {
    const whole = new TraceBandwidth(trace);
    const starts = options.backwards ? startsEach : 1;
    const sessions = Array.from({ length: starts }, (_, i) => {
      const startSeconds = whole.startSeconds + (whole.periodSeconds * i) / starts;
      const bandwidth = new TraceBandwidth({ ...trace, startSeconds });
      return { video, qoe, bandwidth, bufferCapSeconds: 60, hidesSizes: false };
    });
    return evaluate(sessions, make).qoe;
  });
}

function backwardsTraces(): Trace[] {
  const folder = path.join(data, 'traces/train');
  const fromNorway = readTraces([folder]).filter(({ name }) => name.includes('report'));
  if (fromNorway.length === 0)
    throw new Error(`${folder}: expected Norway's traces, *report*.log, found none`);
  return fromNorway.map(({ name, durationsSeconds, kbps }) => ({
    name,
    kbps: Array.from(kbps).reverse(),
    durationsSeconds: Array.from(durationsSeconds).reverse(),
  }));
}

function robustMpc(): Played {
  return { name: 'mpc', values: play((context) => createAlgorithm('robust-mpc', context)) };
}

function publishedLogs(): Played[] {
  return readdirSync(norway('logs')).map((name) => ({
    name,
    values: traces.map((trace) => loggedQoe(path.join(norway('logs'), name, trace.name))),
  }));
}

/** Mean reward of a published log without its first row, as published. */
function loggedQoe(file: string): number {
  const rows = parsePublishedLog(path.basename(file), readFileSync(file, 'utf8'));
  return mean(rows.slice(1).map(({ reward }) => reward));
}

function norway(part: string): string {
  return path.join(data, 'reference/norway', part);
}
