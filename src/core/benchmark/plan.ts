import type { CustomQoe, QoeId } from '../qoe/qoe';
import type { PlayerOptions } from '../simulator/player-model';

/** A video to be played: a presentation, a folder of size files or a Sabre movie; with null a synthetic one of `ladderKbps`. */
export interface VideoSource {
  readonly path: string | null;
  readonly ladderKbps?: readonly number[];
  readonly chunkSeconds?: number;
}

/** Traces with a name: files and folders in any known format. */
export interface TraceSetSource {
  readonly name: string;
  readonly paths: readonly string[];
  /** Id of the files' format, when it should not be found out. */
  readonly format?: string;
}

export interface PlayerChoice {
  /** Id of a player model. */
  readonly id: string;
  readonly options: PlayerOptions;
}

/** Everything that a benchmark is: the same plan over the same data gives the same figures on every machine. */
export interface BenchmarkPlan {
  readonly name: string;
  readonly videos: readonly VideoSource[];
  readonly traceSets: readonly TraceSetSource[];
  /** Ids of the registry; `ppo:MODEL` plays the model of a folder, `ppo` the one that comes with the application. */
  readonly algorithms: readonly string[];
  readonly qoe: readonly (QoeId | CustomQoe)[];
  readonly players: readonly PlayerChoice[];
  /** The algorithm that the others are held to, one of `algorithms`. */
  readonly baseline: string;
  /** Of the bootstrap's resamples. */
  readonly seed: number;
}

/** One table of a benchmark: places in the plan's lists. */
export interface Cell {
  readonly video: number;
  readonly traceSet: number;
  readonly qoe: number;
  readonly player: number;
}

/** What a plan or a job holds of each kind. */
interface CellAxes {
  readonly videos: readonly unknown[];
  readonly traceSets: readonly unknown[];
  readonly qoe: readonly unknown[];
  readonly players: readonly unknown[];
}

/** Every cell of a plan, the player turning fastest and the video slowest; a cell's number is its place here. */
export function cellsOf({ videos, traceSets, qoe, players }: CellAxes): Cell[] {
  return videos.flatMap((_v, video) =>
    traceSets.flatMap((_t, traceSet) =>
      qoe.flatMap((_q, measure) => players.map((_p, player) => ({ video, traceSet, qoe: measure, player }))),
    ),
  );
}
