import type { Trace } from '../trace/bandwidth';
import type { Qoe } from '../qoe/qoe';
import type { Policy } from '../agent/policy';
import type { Video } from '../model/video';
import type { AbrAlgorithm } from '../model/algorithm';
import { Bola } from './bola';
import { BolaE } from './bola-e';
import { bufferBased } from './buffer-based';
import { dashjsDynamic } from './dashjs-dynamic';
import { dynamic } from './dynamic';
import { festive } from './festive';
import { fixed } from './fixed';
import { hlsjs } from './hlsjs';
import { ifThen } from './if-then';
import { mpc } from './mpc';
import { optimal } from './optimal';
import { oracle } from './oracle';
import { ppo, type AgentView } from './ppo';
import { rateBased } from './rate-based';
import { shaka } from './shaka';
import { throughput } from './throughput';

/** What an algorithm may be built with; decisions themselves see only observations. */
export interface SessionContext {
  readonly video: Pick<Video, 'ladderKbps' | 'chunkSeconds' | 'chunkCount'>;
  readonly bufferCapSeconds: number;
  readonly qoe: Qoe;
  /** For the agent: the trained policy that a name or place stands for. */
  readonly policy?: (model: string) => Policy;
  /** For the agent: told what each decision came from. */
  readonly look?: (view: AgentView) => void;
  /** For clairvoyant plans (oracle, optimal) only: the whole trace and the whole video. */
  readonly future?: { readonly trace: Trace; readonly video: Video };
}

export interface AlgorithmEntry {
  readonly id: string;
  readonly name: string;
  /** One sentence: how it thinks. */
  readonly thinks: string;
  /** Needs SessionContext.future, so it cannot play live. */
  readonly clairvoyant?: true;
  /** What may stand behind the colon of its id (`fixed:LEVEL`); an algorithm without it takes nothing there. */
  readonly parameter?: string;
  /** `parameter` is what stands behind the colon. */
  create(context: SessionContext, parameter?: string): AbrAlgorithm;
}

/** Every algorithm of ours: a new one is a file and a line here. */
export const algorithms: readonly AlgorithmEntry[] = [
  { id: 'if-then', name: 'If / Then', thinks: 'the highest level below the last throughput', create: ifThen },
  { id: 'fixed', name: 'Fixed', thinks: 'always the same level', parameter: 'level', create: fixed },
  {
    id: 'rate-based',
    name: 'Rate-based',
    thinks: 'the highest level within the mean throughput of the last 5 chunks',
    create: () => rateBased(),
  },
  {
    id: 'buffer-based',
    name: 'Buffer-based',
    thinks: 'the fuller the buffer, the higher the level',
    create: bufferBased,
  },
  {
    id: 'festive',
    name: 'FESTIVE',
    thinks: 'one step at a time, up only with patience, not after many switches',
    create: festive,
  },
  {
    id: 'bola-basic',
    name: 'BOLA basic',
    thinks: 'BOLA with thresholds that stay, and no downloads given up',
    create: () => new Bola('basic'),
  },
  {
    id: 'bola',
    name: 'BOLA',
    thinks: 'weighs quality against the buffer, at most one level above what the network gives',
    create: () => new Bola('U'),
  },
  {
    id: 'bola-o',
    name: 'BOLA-O',
    thinks: 'weighs quality against the buffer, never above what the network gives',
    create: () => new Bola('O'),
  },
  {
    id: 'bola-e',
    name: 'BOLA-E',
    thinks: 'BOLA that starts fast by counting seconds it could have buffered',
    create: () => new BolaE(),
  },
  {
    id: 'throughput',
    name: 'Throughput',
    thinks: 'the highest level that 0.9 of the estimated throughput sustains',
    create: throughput,
  },
  {
    id: 'dynamic',
    name: 'Dynamic',
    thinks: 'throughput while the buffer is low, BOLA once it is full',
    create: dynamic,
  },
  {
    id: 'fast-mpc',
    name: 'FastMPC',
    thinks: 'the best plan for the next 5 chunks, were the throughput to stay as it is',
    create: ({ qoe }) => mpc({ qoe, robust: false }),
  },
  {
    id: 'robust-mpc',
    name: 'RobustMPC',
    thinks: 'the best plan for the next 5 chunks, were the throughput as low as recent errors allow',
    create: ({ qoe }) => mpc({ qoe, robust: true }),
  },
  {
    id: 'dashjs-dynamic',
    name: 'dash.js Dynamic (model)',
    thinks: 'dash.js: throughput while the buffer is low, BOLA from 12 s on',
    create: dashjsDynamic,
  },
  {
    id: 'hlsjs',
    name: 'hls.js (model)',
    thinks: 'hls.js: the highest level within the estimate that comes before the buffer runs out',
    create: hlsjs,
  },
  {
    id: 'shaka',
    name: 'Shaka (model)',
    thinks: 'Shaka: the highest level within the estimate, one choice in 8 s',
    create: shaka,
  },
  {
    id: 'ppo',
    name: 'PPO agent',
    thinks: 'a neural network trained on network traces scores each level',
    parameter: 'model',
    create: trainedAgent,
  },
  {
    id: 'oracle',
    name: 'Oracle',
    thinks: 'the best plan for the next 5 chunks with the network to come known',
    clairvoyant: true,
    create: oracle,
  },
  {
    id: 'optimal',
    name: 'Optimal',
    thinks: 'the best plan for the whole session with the network to come known',
    clairvoyant: true,
    create: optimal,
  },
];

/**
 * Makes the algorithm an id names (`bola`, `fixed:2`).
 * @throws Error when the id is unknown or has a parameter that is not taken.
 */
export function createAlgorithm(id: string, context: SessionContext): AbrAlgorithm {
  const colon = id.indexOf(':');
  return findAlgorithm(id).create(context, colon < 0 ? undefined : id.slice(colon + 1));
}

/** The registry's entry of an id. @throws Error naming what is unknown, or the parameter that is not taken. */
export function findAlgorithm(id: string): AlgorithmEntry {
  const name = id.split(':')[0];
  const entry = algorithms.find((candidate) => candidate.id === name);
  if (!entry) {
    const known = algorithms.map((candidate) => candidate.id).join(', ');
    throw new Error(`unknown algorithm "${name}"; expected one of ${known}`);
  }
  if (entry.parameter === undefined && id !== name) {
    throw new Error(`algorithm "${name}" takes no parameter, got "${id}"`);
  }
  return entry;
}

/** The model every `ppo` without a parameter plays: the one that comes with the application. */
export const defaultModel = 'default';

function trainedAgent(context: SessionContext, model = defaultModel): AbrAlgorithm {
  if (context.policy === undefined)
    throw new Error('algorithm "ppo" needs a trained model, and none can be read here');
  return ppo(context, context.policy(model), context.look);
}
