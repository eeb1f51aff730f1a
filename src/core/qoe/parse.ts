import { toNumber } from '../text/number';
import { qoeIds, type CustomQoe, type QoeId } from './qoe';

/**
 * The measure that a word names: `lin`, `log`, `hd`, or a set of weights QUALITY:STALL:SWITCH whose quality is `mbps`,
 * `log` or a number a level (`1/2/3/12/15/20:8:1`).
 * @throws Error saying what was expected and what stood there.
 */
export function parseQoe(text: string): QoeId | CustomQoe {
  const known = qoeIds.find((id) => id === text);
  if (known !== undefined) return known;
  const [qualityText, ...weights] = text.split(':');
  const quality =
    qualityText === 'mbps' || qualityText === 'log' ? qualityText : qualityText.split('/').map(toNumber);
  const [stallPenaltyPerSecond, switchPenalty] = weights.map(toNumber);
  const qualityKnown = typeof quality === 'string' || quality.every(Number.isFinite);
  if (!(qualityKnown && weights.length === 2 && stallPenaltyPerSecond >= 0 && switchPenalty >= 0)) {
    throw new Error(
      `expected ${qoeIds.join(', ')} or QUALITY:STALL:SWITCH such as mbps:4.3:1 or 1/2/3:8:1, got "${text}"`,
    );
  }
  return { quality, stallPenaltyPerSecond, switchPenalty };
}
