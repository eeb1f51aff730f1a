import { quote } from '../text/quote';
import type { AbrAlgorithm } from '../model/algorithm';
import type { AlgorithmEntry, SessionContext } from './algorithm-entry';
import { bolaBasicEntry, bolaEntry, bolaOEntry } from './bola';
import { bolaEEntry } from './bola-e';
import { bufferBasedEntry } from './buffer-based';
import { dashjsDynamicEntry } from './dashjs-dynamic';
import { dynamicEntry } from './dynamic';
import { festiveEntry } from './festive';
import { fixedEntry } from './fixed';
import { hlsjsEntry } from './hlsjs';
import { ifThenEntry } from './if-then';
import { fastMpcEntry, robustMpcEntry } from './mpc';
import { optimalEntry } from './optimal';
import { oracleEntry } from './oracle';
import { ppoEntry } from './ppo';
import { rateBasedEntry } from './rate-based';
import { shakaEntry } from './shaka';
import { throughputEntry } from './throughput';

/** Every algorithm, in the order in which they are shown. A new one is a file and a line here. */
export const algorithms: readonly AlgorithmEntry[] = [
  ifThenEntry,
  fixedEntry,
  rateBasedEntry,
  bufferBasedEntry,
  festiveEntry,
  bolaBasicEntry,
  bolaEntry,
  bolaOEntry,
  bolaEEntry,
  throughputEntry,
  dynamicEntry,
  fastMpcEntry,
  robustMpcEntry,
  dashjsDynamicEntry,
  hlsjsEntry,
  shakaEntry,
  ppoEntry,
  oracleEntry,
  optimalEntry,
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
    throw new Error(`unknown algorithm ${quote(name)}; expected one of ${known}`);
  }
  if (entry.parameter === undefined && id !== name) {
    throw new Error(`algorithm "${name}" takes no parameter, got ${quote(id)}`);
  }
  return entry;
}
