import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ppo } from '../src/core/abr/ppo';
import { bootstrapInterval } from '../src/core/stats/bootstrap';
import { mean as meanOf } from '../src/core/stats/statistics';
import { algorithms, createAlgorithm } from '../src/core/abr/registry';
import { ladders } from '../src/core/model/ladder';
import type { QoeId } from '../src/core/qoe/qoe';
import { noAugmentation } from '../src/core/training/augment';
import { evaluate } from '../src/core/training/evaluate';
import { syntheticVideo } from '../src/core/training/synthetic-video';
import { evaluationSessions } from '../src/core/training/session-mix';
import type { Trace } from '../src/core/trace/bandwidth';
import { synthesize, traceFamilies } from '../src/core/trace/synthesize/synthesize';
import type { Video } from '../src/core/model/video';
import { modelFolder, projectResources, readModel } from '../src/node/models';
import { policyOf } from '../src/shared/policy';
import { readTraces } from '../src/node/trace-files';
import { readVideo } from '../src/node/video-files';

/**
 * The agent against every rule of ours in every cell of ladder x chunk duration x QoE x trace set, under Pensieve's
 * player: `npm run bench:agent -- --data DIR [--model MODEL] [--traces N] [--all]`; `--clip FOLDER` plays a prepared video
 * alone; `--sets cable,step` plays these sets alone; `--seed N` makes other traces and videos; `--videos N` makes so many
 * videos a cell instead of one, in turn over the traces; `--buffer SECONDS` is the buffer's cap (60); `--choosing` makes
 * others, too, and plays of the real sets what the table leaves out: the cells by which weights may be chosen. DIR holds
 * video/ and traces/ as docs/formats.md names them; without it the synthetic families are played alone. A loss is stated as
 * a share of the top bitrate in Mbps, per chunk.
 */
const wantedLoss = 0.02;
const seconds = [1, 2, 4, 6, 10];
/** Between the seeds of a cell's videos; far beyond those that training makes its videos by. */
const seedStep = 1_000_003;
const realSets = ['fcc-valid', 'puffer', 'lte-belgium'];
const measures: readonly QoeId[] = ['lin', 'log'];
const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const { values: options } = parseArgs({
  options: {
    ...{ data: text, clip: text, sets: text, traces: text, seed: text, videos: text, buffer: text },
    model: { ...text, default: 'default' },
    ...{ choosing: flag, all: flag },
  },
});
const { data, choosing } = options;
const tracesEach = wholeNumber('traces', 20, 1);
const videosEach = wholeNumber('videos', 1, 1);
if (videosEach > tracesEach)
  throw new Error(`--videos: expected at most as many as traces, ${tracesEach}; found ${videosEach}`);
const bufferCapSeconds = wholeNumber('buffer', 60, 4);
const onlySets = options.sets?.split(',');
const seed = wholeNumber('seed', choosing ? 977 : 42, 0);
const policy = policyOf(readModel(modelFolder(options.model, projectResources())));
const rules = algorithms.filter(({ id, clairvoyant }) => !clairvoyant && id !== 'ppo' && id !== 'fixed');

const sets = allTraces();
const rows: Row[] = [];
for (const [ladder, groups] of Object.entries(allVideos())) {
  for (const videos of groups) {
    for (const measure of measures) {
      const last = Object.entries(sets).map(([set, traces]) =>
        cell({ ladder, videos, measure, set, traces }),
      );
      rows.push(...last);
      const worst = last.reduce((one, other) => (other.gain < one.gain ? other : one));
      console.log(
        `${ladder} ${videos[0].chunkSeconds} s ${measure}: mean ${signed(mean(last))}, worst ${signed(worst.gain)} (${worst.set}, ${worst.best})`,
      );
    }
  }
}
report();

interface Cell {
  readonly ladder: string;
  /** Of one ladder and chunk duration. */
  readonly videos: readonly Video[];
  readonly measure: QoeId;
  readonly set: string;
  readonly traces: readonly Trace[];
}

interface Row {
  readonly ladder: string;
  readonly chunkSeconds: number;
  readonly measure: QoeId;
  readonly set: string;
  /** The best rule, and by how much the agent is above it, over the top bitrate in Mbps. */
  readonly best: string;
  readonly gain: number;
  /** Of the gain, over the traces, trace by trace (bootstrap, 95 %). */
  readonly interval: readonly [low: number, high: number];
}

function cell({ ladder, videos, measure, set, traces }: Cell): Row {
  const sessions = evaluationSessions({
    ...{ videos, qoe: [measure], traces, bufferCapsSeconds: [bufferCapSeconds] },
    ...{ hidesSizesShare: 0, augmentation: noAugmentation },
  });
  const played = (make: Parameters<typeof evaluate>[1]): number[] =>
    sessions.map((session) => evaluate([session], make).qoe);
  const agent = played((context) => ppo(context, policy));
  const ranked = rules
    .map(({ id }) => ({ id, qoe: played((context) => createAlgorithm(id, context)) }))
    .sort((one, other) => meanOf(other.qoe) - meanOf(one.qoe));
  const { ladderKbps, chunkSeconds } = videos[0];
  const topMbps = ladderKbps[ladderKbps.length - 1] / 1000;
  const gains = agent.map((qoe, i) => (qoe - ranked[0].qoe[i]) / topMbps);
  const interval = bootstrapInterval(gains);
  return { ladder, chunkSeconds, measure, set, best: ranked[0].id, gain: meanOf(gains), interval };
}

/** Of each ladder, the videos of each cell: real sizes where there are any, else synthetic ones. */
function allVideos(): Record<string, Video[][]> {
  const made = (ladderKbps: readonly number[]): Video[][] =>
    seconds.map((chunkSeconds) =>
      Array.from({ length: videosEach }, (_, i) => {
        const chunkCount = Math.ceil(200 / chunkSeconds);
        return syntheticVideo({ ladderKbps, chunkSeconds, chunkCount, seed: seed + i * seedStep });
      }),
    );
  const kbpsOf = (levels: readonly { kbps: number }[]): number[] => levels.map(({ kbps }) => kbps);
  if (options.clip !== undefined) return { clip: [[readVideo(options.clip)]] };
  const own = { three: made(kbpsOf(ladders.default)), six: made(kbpsOf(ladders.pensieve)) };
  if (data === undefined) return own;
  const real = (name: string): Video => readVideo(join(data, 'video', name));
  const bbb = real('bbb.json');
  const bbb4k = real('bbb4k.json');
  return {
    three: own.three,
    six: [...own.six, [real('envivio')]],
    bbb: [...made(bbb.ladderKbps), [bbb]],
    bbb4k: [...made(bbb4k.ladderKbps), [bbb4k]],
  };
}

/** The sets to be played; one of which no trace is left is left out, and told. */
function allTraces(): Record<string, readonly Trace[]> {
  const all: Record<string, readonly Trace[]> = {};
  const wanted = (set: string): boolean => onlySets === undefined || onlySets.includes(set);
  if (data !== undefined) {
    for (const set of realSets.filter(wanted)) {
      const read = readTraces([join(data, 'traces', set)]);
      const played = spread(read);
      const traces = choosing ? spread(read.filter((trace) => !played.includes(trace))) : played;
      if (traces.length > 0) all[set] = traces;
      else console.log(`${set} is left out: all its ${read.length} traces are in the table, none is left`);
    }
  }
  for (const { id } of traceFamilies.filter((family) => wanted(family.id)))
    all[id] = synthesize(id, { seed, count: tracesEach, seconds: 320 });
  const known = [...realSets, ...traceFamilies.map(({ id }) => id)];
  const unknown = onlySets?.find((set) => !known.includes(set));
  if (unknown !== undefined)
    throw new Error(`--sets: expected some of ${known.join(', ')}; found ${unknown}`);
  if (Object.keys(all).length === 0)
    throw new Error('no trace set is left to be played; --data names where they are');
  return all;
}

/** As many as are played, in equal steps. */
function spread(traces: readonly Trace[]): Trace[] {
  const step = traces.length / tracesEach;
  return traces.filter((_, i) => step <= 1 || Math.floor(i / step) !== Math.floor((i - 1) / step));
}

function report(): void {
  const sorted = [...rows].sort((one, other) => one.gain - other.gain);
  console.log(
    `\n${rows.length} cells of ${tracesEach} traces at most, ${videosEach} synthetic videos each, seed ${seed}, buffer of ${bufferCapSeconds} s; the agent against the best rule of each cell`,
  );
  for (const ladder of new Set(rows.map((row) => row.ladder))) {
    const own = rows.filter((row) => row.ladder === ladder);
    const worst = Math.min(...own.map(({ gain }) => gain));
    console.log(`  ${ladder}: mean ${signed(mean(own))}, worst ${signed(worst)}`);
  }
  for (const set of new Set(rows.map((row) => row.set))) {
    const own = rows.filter((row) => row.set === set);
    console.log(
      `  ${set}: mean ${signed(mean(own))}, worst ${signed(Math.min(...own.map(({ gain }) => gain)))}`,
    );
  }
  const below = sorted.filter(({ gain }) => gain < -wantedLoss);
  console.log(`  mean of all cells: ${signed(mean(rows))} (wanted: above 0)`);
  console.log(`  cells that lose more than ${wantedLoss}: ${below.length} (wanted: 0)`);
  const sure = below.filter(({ interval: [, high] }) => high < 0);
  console.log(`  of them, cells whose 95 % interval over the traces is below 0: ${sure.length}`);
  for (const { ladder, chunkSeconds, measure, set, best, gain, interval } of options.all
    ? sorted
    : below.slice(0, 20)) {
    const [low, high] = interval.map(signed);
    console.log(
      `    ${ladder} ${chunkSeconds} s ${measure} ${set}: ${signed(gain)} (${low} to ${high}) against ${best}`,
    );
  }
}

function mean(some: readonly Row[]): number {
  return meanOf(some.map(({ gain }) => gain));
}

function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(4)}`;
}

function wholeNumber(name: 'traces' | 'seed' | 'videos' | 'buffer', usual: number, least: number): number {
  const given = options[name];
  if (given === undefined) return usual;
  if (!/^\d+$/.test(given) || Number(given) < least)
    throw new Error(`--${name}: expected a whole number from ${least} on, got "${given}"`);
  return Number(given);
}
