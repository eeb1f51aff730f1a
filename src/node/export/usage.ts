/** How a page uses an exported module: in the module's head, and in the types beside it. */
export interface ModuleUsage {
  /** The page's two lines, `FILE` being the module. */
  readonly lines: readonly [string, string];
  /** TypeScript declarations of what only this module has. */
  readonly types: string;
}

/** One for each player. */
export const moduleUsages = {
  dashjs: {
    lines: ["import { register } from './FILE';", 'register(player); // before player.initialize(...)'],
    types: `/** Lets the agent decide in a dash.js 5 player (\`MediaPlayer().create()\`). Call it before \`initialize\`. */
export declare function register(player: object, options?: RuleOptions): void;`,
  },
  hlsjs: {
    lines: ["import { hlsConfig } from './FILE';", 'const hls = new Hls({ ...hlsConfig(Hls), ...yourOwn });'],
    types: `/** The part of an hls.js 1.7 configuration that lets the agent decide: \`new Hls(hlsConfig(Hls))\`. */
export declare function hlsConfig(hls: { readonly Events: object }, options?: RuleOptions): {
  /** A class; hls.js' own type for it names private members that no other class can have. */
  abrController: never;
  maxBufferLength: number;
  maxMaxBufferLength: number;
  testBandwidth: false;
  startFragPrefetch: false;
};`,
  },
  shaka: {
    lines: ["import { register } from './FILE';", 'register(player); // before player.load(...)'],
    types: `/** Lets the agent decide in a Shaka Player 5 (\`new shaka.Player()\`). Call it before \`load\`. */
export declare function register(player: object, options?: RuleOptions): void;`,
  },
} as const satisfies Record<string, ModuleUsage>;

/** A player that a module can be exported for. */
export type ModuleTarget = keyof typeof moduleUsages;

/** The declarations that all modules share. */
export const sharedTypes = `/** What a page may tell the agent. */
export interface RuleOptions {
  /** Seconds of video that the player keeps buffered (30 unless stated). */
  readonly bufferCapSeconds?: number;
  /** Sizes in bytes [level][chunk] of the whole ladder, by rising bitrate, where the page knows them. */
  readonly chunkBytes?: readonly (readonly number[])[];
  /** Told of each decision. */
  readonly onDecision?: (decision: RuleDecision) => void;
}

/** One decision of the agent and all that it knew. */
export interface RuleDecision {
  readonly observation: RuleObservation;
  /** Probability of each level. */
  readonly probabilities: readonly number[];
  readonly level: number;
}

/** What the agent knew before a chunk. */
export interface RuleObservation {
  readonly chunkIndex: number;
  readonly chunksLeft: number;
  readonly chunkSeconds: number;
  readonly ladderKbps: readonly number[];
  /** Kilobits [step][level] of this chunk and those after it; null where sizes are unknown. */
  readonly upcomingChunkKilobits: readonly (readonly number[])[] | null;
  readonly bufferSeconds: number;
  readonly bufferCapSeconds: number;
  readonly lastLevel: number | null;
  /** Oldest first; seconds from the request to the last byte. */
  readonly downloads: readonly {
    readonly kilobits: number;
    readonly seconds: number;
    readonly firstByteSeconds: number;
  }[];
}

/** The model inside: its name, the quality of experience it plays for, and how it was trained. */
export declare const model: {
  readonly name: string;
  readonly qoe: string;
  readonly provenance: object;
};
`;
