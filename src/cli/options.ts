import { algorithms, findAlgorithm } from '../core/abr/registry';
import { parseQoe } from '../core/qoe/parse';
import { makeQoe, qoeIds } from '../core/qoe/qoe';
import { findPlayerModel, playerModels } from '../core/simulator/registry';
import type { PlayerChoice } from '../core/benchmark/plan';
import type { PlayerOptions } from '../core/simulator/player-model';
import { MAX_ADDED_LATENCY_MS } from '../core/trace/presets';
import type { Video } from '../core/model/video';
import { readVideo } from '../node/video-files';
import { UsageError, type Arguments } from './arguments';
import { sentenceOf } from '../node/platform/sentence';

/** Options that several commands share, each stated once. */
export const videoOptions = {
  video: {
    value: 'PATH',
    help: 'a folder of Pensieve size files, a prepared presentation, or a Sabre movie JSON',
    required: true,
  },
  ladder: {
    value: 'KBPS',
    help: 'bitrates of size files, such as 300,750,1200,1850,2850,4300 (the default for six)',
  },
  'chunk-seconds': { value: 'S', help: 'duration of a chunk of size files (4 unless stated)' },
} as const;

export const qoeOption = {
  value: 'ID',
  help: `quality of experience: ${qoeIds.join(', ')}, or QUALITY:STALL:SWITCH, QUALITY being mbps, log or a number a level (1/2/3)`,
  fallback: 'lin',
} as const;

export const playerOptions = {
  player: {
    value: 'ID',
    help: `player model: ${playerModels.map(({ id }) => id).join(', ')}`,
    fallback: 'pensieve',
  },
  'buffer-cap': { value: 'S', help: `seconds of buffer (${takers('bufferCapSeconds')})` },
  'audio-kbps': {
    value: 'KBPS',
    help: `bitrate of sound on the same link (${takers('audioKbps')})`,
  },
  'latency-ms': { value: 'MS', help: `added to each request (${takers('addedLatencySeconds')})` },
  'overhead-bytes': {
    value: 'B',
    help: `sent with each chunk beside its payload (${takers('overheadKilobits')})`,
  },
} as const;

/** The player models that take an option, for its help. */
function takers(option: keyof PlayerOptions): string {
  const ids = playerModels.filter(({ takes }) => takes.includes(option)).map(({ id }) => id);
  return `--player ${ids.join(' or ')}`;
}

export const jsonOption = { help: 'the result as JSON on standard output, nothing else there' } as const;

export const formatOption = {
  value: 'ID',
  help: 'format of the traces, when it should not be found out (docs/formats.md)',
} as const;

/** The algorithms that can be named, in one line. */
export const algorithmIds = algorithms
  .map(({ id, parameter }) => (parameter === undefined ? id : `${id}:${parameter.toUpperCase()}`))
  .join(', ');

/** The video that --video, --ladder and --chunk-seconds name. */
export function videoOf(args: Arguments<keyof typeof videoOptions>): Video {
  return readVideo(args.text('video'), videoShape(args));
}

/** What --ladder and --chunk-seconds say. */
export function videoShape(args: Arguments<'ladder' | 'chunk-seconds'>) {
  const ladderKbps = args.list('ladder')?.map((text) => {
    const kbps = Number(text);
    if (!(kbps > 0 && kbps < Infinity)) throw new UsageError(`--ladder: expected kbps > 0, got "${text}"`);
    return kbps;
  });
  const chunkSeconds = args.number('chunk-seconds', { least: 0.001, most: 3600 }) ?? undefined;
  return { ladderKbps, chunkSeconds };
}

/** The measure that --qoe names. */
export function qoeOf(args: Arguments<'qoe'>) {
  return usage('--qoe', () => parseQoe(args.text('qoe')));
}

/** The same for a video. @throws UsageError when it does not fit the ladder. */
export function qoeFor(args: Arguments<'qoe'>, { ladderKbps }: Video) {
  return usage('--qoe', () => makeQoe(qoeOf(args), ladderKbps));
}

/** The player model that --player names, and what it is told. @throws UsageError for what the model does not take. */
export function playerOf(args: Arguments<keyof typeof playerOptions>): PlayerChoice {
  const [player, second] = playersOf(args);
  if (second) throw new UsageError(`--player: expected one, got ${args.text('player')}`);
  return player;
}

/** The player models that --player names, with commas; each is told what it takes. */
export function playersOf(args: Arguments<keyof typeof playerOptions>): PlayerChoice[] {
  const models = (args.list('player') ?? []).map((id) => usage('--player', () => findPlayerModel(id)));
  const told = [
    { flag: 'buffer-cap', option: 'bufferCapSeconds', least: 1, most: 3600, unit: 1 },
    { flag: 'audio-kbps', option: 'audioKbps', least: 0, most: 10_000, unit: 1 },
    {
      flag: 'latency-ms',
      option: 'addedLatencySeconds',
      least: 0,
      most: MAX_ADDED_LATENCY_MS,
      unit: 1 / 1000,
    },
    { flag: 'overhead-bytes', option: 'overheadKilobits', least: 0, most: 1e6, unit: 8 / 1000 },
  ] as const;
  const given = told.flatMap(({ flag, option, unit, ...range }) => {
    const value = args.number(flag, range);
    if (value === null) return [];
    if (!models.some(({ takes }) => takes.includes(option))) {
      throw new UsageError(`--${flag}: --player ${args.text('player')} does not take it`);
    }
    return [{ option, value: value * unit }];
  });
  return models.map(({ id, takes }) => {
    const own = given.filter(({ option }) => takes.includes(option));
    return { id, options: Object.fromEntries(own.map(({ option, value }) => [option, value])) };
  });
}

/** The ids that --algorithms names, each known. */
export function algorithmsOf(args: Arguments<'algorithms'>): readonly string[] {
  const ids = args.list('algorithms') ?? [];
  usage('--algorithms', () => ids.forEach((id) => findAlgorithm(id)));
  if (new Set(ids).size < ids.length)
    throw new UsageError(`--algorithms: expected each once, got ${ids.join()}`);
  return ids;
}

/** The id that --algorithm names, known. */
export function algorithmOf(args: Arguments<'algorithm'>): string {
  const id = args.text('algorithm');
  usage('--algorithm', () => findAlgorithm(id));
  return id;
}

/** Runs a check of an option; what it throws is a wrong use of the option. */
export function usage<Result>(option: string, check: () => Result): Result {
  try {
    return check();
  } catch (error) {
    throw new UsageError(`${option}: ${sentenceOf(error)}`);
  }
}
