import { quote } from '../text/quote';
import type { AbrAlgorithm } from '../model/algorithm';
import type { AlgorithmEntry, SessionContext } from './algorithm-entry';

export const fixedEntry: AlgorithmEntry = {
  id: 'fixed',
  name: 'Fixed',
  thinks: 'always the same level',
  parameter: 'level',
  create: fixed,
};

/**
 * Always the same level, `fixed:LEVEL` (0 without one): the yardstick of every other.
 * @throws Error when the ladder has no such level.
 */
export function fixed({ video }: Pick<SessionContext, 'video'>, parameter = '0'): AbrAlgorithm {
  const level = Number(parameter);
  const top = video.ladderKbps.length - 1;
  if (parameter.trim() === '' || !Number.isInteger(level) || level < 0 || level > top) {
    throw new Error(`fixed: level must be a whole number from 0 to ${top}, got ${quote(parameter)}`);
  }
  const decision = { level, reason: `always ${video.ladderKbps[level]} kbps` };
  return { decide: () => decision };
}
