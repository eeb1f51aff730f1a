import { decimal } from '../../core/text/number';

export { decimal };

/** Numbers as the window shows them, units beside every number. The minus is the typographic one. */

export interface Figure {
  readonly value: string;
  readonly unit: string;
}

/** A bandwidth: three significant digits in the unit that suits it. null is unlimited, 0 offline. */
export function bandwidthFigure(kbps: number | null): Figure {
  if (kbps === null) return { value: 'Unlimited', unit: '' };
  if (kbps === 0) return { value: 'Offline', unit: '' };
  if (kbps < 1000) return { value: kbps.toFixed(0), unit: 'kbit/s' };
  return { value: significant(kbps / 1000), unit: 'Mbit/s' };
}

/** 1.38 Mbit/s, 640 kbit/s, Unlimited. */
export function bandwidth(kbps: number | null): string {
  const { value, unit } = bandwidthFigure(kbps);
  return unit === '' ? value : `${value} ${unit}`;
}

/** 00:48 or 1:02:10. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const tail = `${pad(minutes)}:${pad(whole % 60)}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}

/** 12 s, 3 min 20 s, 1 h 05 min: a time still to wait. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${pad(Math.floor(whole / 60) % 60)} min`;
}

/** 740 kB, 12.4 MB, 1.3 GB: decimal, as disks are sold. */
export function bytes(count: number): string {
  if (count < 1e6) return `${Math.max(1, Math.round(count / 1e3))} kB`;
  if (count < 1e9) return `${(count / 1e6).toFixed(1)} MB`;
  return `${(count / 1e9).toFixed(2)} GB`;
}

/** 42 %, or with digits behind the point. */
export function percent(share: number, digits = 0): string {
  return `${decimal(share * 100, digits)} %`;
}

/** 22 Nov 2026, 22:31. */
export function date(iso: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
  return format.format(new Date(iso));
}

export function dateNow(): string {
  return date(new Date().toISOString());
}

/** 1 stall, 2 stalls. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** 500, 1000 and 2000 kbps at 360p to 720p -> "3 levels · 360p–720p". */
export function levelsText(levels: readonly { width: number; height: number }[]): string {
  const names = levels.map(levelName);
  const [first, last] = [names[0], names[names.length - 1]];
  const range = first === last ? first : `${first}–${last}`;
  return `${plural(levels.length, 'level')} · ${range}`;
}

/** 720p: the shorter side, as people name pictures. */
export function levelName({ width, height }: { width: number; height: number }): string {
  return `${Math.min(width, height)}p`;
}

function significant(value: number): string {
  return value < 9.995 ? value.toFixed(2) : value < 99.95 ? value.toFixed(1) : value.toFixed(0);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
