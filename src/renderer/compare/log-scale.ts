import { SLIDER_KBPS } from '../../core/trace/presets';

/** The last step: the slider goes from 0 to here. An arrow key is one step, 2.3 %. */
export const lastStep = 330;

const decades = Math.log10(SLIDER_KBPS.max / SLIDER_KBPS.min);

/** The slider's step of a bandwidth; unlimited stands at the end, offline at the start. */
export function stepOf(kbps: number | null): number {
  if (kbps === null) return lastStep;
  const share = Math.log10(Math.max(kbps, SLIDER_KBPS.min) / SLIDER_KBPS.min) / decades;
  return Math.min(lastStep, Math.round(share * lastStep));
}

/** The bandwidth of a step, in three digits. */
export function kbpsOfStep(step: number): number {
  const kbps = SLIDER_KBPS.min * 10 ** ((step / lastStep) * decades);
  return Math.min(SLIDER_KBPS.max, Number(kbps.toPrecision(3)));
}

/** What stands under the slider. */
export const ticks: readonly { readonly label: string; readonly share: number }[] = [
  { kbps: 50, label: '50 k' },
  { kbps: 100, label: '100 k' },
  { kbps: 300, label: '300 k' },
  { kbps: 1000, label: '1 M' },
  { kbps: 3000, label: '3 M' },
  { kbps: 10_000, label: '10 M' },
  { kbps: 30_000, label: '30 M' },
  { kbps: 100_000, label: '100 M' },
].map(({ kbps, label }) => ({ label, share: stepOf(kbps) / lastStep }));
