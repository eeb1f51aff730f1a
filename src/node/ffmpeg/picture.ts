import type { PictureSize } from '../../core/model/ladder';
import type { ProbedStream } from './ffprobe';

/** A frame rate as a fraction, frames a second. */
export interface Rate {
  readonly frames: number;
  readonly seconds: number;
}

/** Clockwise turn in degrees: the display matrix counts the other way; old ffprobe has a `rotate` tag. */
export function rotationOf({ side_data_list, tags }: ProbedStream): number {
  const matrix = side_data_list.find(({ rotation }) => rotation !== undefined)?.rotation;
  const degrees = matrix === undefined ? Number(tags['rotate'] ?? 0) : -matrix;
  const quarter = Math.round(degrees / 90) * 90;
  return Number.isFinite(quarter) ? ((quarter % 360) + 360) % 360 : 0;
}

/** `64:45` as a number; unknown (`0:1`, `N/A`, none) is square. */
export function aspectOf(text: string | undefined): number {
  const [width, height] = (text ?? '').split(':').map(Number);
  return width > 0 && height > 0 ? width / height : 1;
}

/** The stored size as it is shown: pixels made square by their width, then turned. */
export function shownSize(stored: PictureSize, sampleAspect: number, rotationDegrees: number): PictureSize {
  const width = Math.max(1, Math.round(stored.width * sampleAspect));
  const turned = rotationDegrees % 180 !== 0;
  return turned ? { width: stored.height, height: width } : { width, height: stored.height };
}

/** Mean frame rate, and whether it differs from the base rate by more than 1 %. */
export function frameRates(stream: Pick<ProbedStream, 'avg_frame_rate' | 'r_frame_rate'>): {
  frameRate: number;
  variableFrameRate: boolean;
} {
  const base = ratio(stream.r_frame_rate);
  const mean = ratio(stream.avg_frame_rate) ?? base ?? 25;
  return { frameRate: mean, variableFrameRate: base !== null && Math.abs(mean - base) > 0.01 * base };
}

/**
 * The fixed rate to encode at: the source's own if it is fixed, else the standard rate that loses at most 5 %;
 * halved above 60, doubled below 10.
 */
export function outputRate({
  frameRate,
  variableFrameRate,
}: {
  frameRate: number;
  variableFrameRate: boolean;
}): Rate {
  const standard = [10, 15, 24, 25, 30, 50, 60].find((rate) => rate >= frameRate * 0.95);
  let rate = variableFrameRate ? (standard ?? 60) : frameRate;
  while (rate > 60.5) rate /= 2;
  while (rate < 10) rate *= 2;
  return asRate(rate);
}

/** 30 is 30/1, 29.97 is 30000/1001 (the NTSC rates), anything else thousandths. */
function asRate(rate: number): Rate {
  const whole = Math.round(rate);
  if (Math.abs(rate - whole) < 0.002) return { frames: whole, seconds: 1 };
  const ntsc = Math.round(rate * 1.001);
  if (Math.abs(rate * 1.001 - ntsc) < 0.01) return { frames: ntsc * 1000, seconds: 1001 };
  return { frames: Math.round(rate * 1000), seconds: 1000 };
}

function ratio(text: string | undefined): number | null {
  const [above, below] = (text ?? '').split('/').map(Number);
  return above > 0 && below > 0 ? above / below : null;
}
