import * as v from 'valibot';

/**
 * The numbers that come from a file, a process, the network or the window: a range for each unit. Only this file may call
 * v.number(), which accepts Infinity (eslint.config.js): JSON reads 1e999 as Infinity and writes Infinity as null, so a
 * file that holds one can never be read again.
 */

/** A number from `least` to `most`. */
export function between(least: number, most: number) {
  return v.pipe(v.number(), v.minValue(finite(least)), v.maxValue(finite(most)));
}

/** A number above `floor` and at most `most`. */
export function above(floor: number, most: number) {
  return v.pipe(v.number(), v.gtValue(finite(floor)), v.maxValue(finite(most)));
}

/** A whole number from `least` to `most`. */
export function whole(least: number, most: number = Number.MAX_SAFE_INTEGER) {
  return v.pipe(v.number(), v.integer(), v.minValue(finite(least)), v.maxValue(finite(most)));
}

/** Any finite number: a measure without a natural range, such as a loss. */
export const finiteNumber = between(-Number.MAX_VALUE, Number.MAX_VALUE);
/** Any finite number from 0, without a unit. */
export const notNegative = between(0, Number.MAX_VALUE);

export const count = whole(0);
export const atLeastOne = whole(1);
/** Of a generator of random numbers. */
export const seed = whole(0);
/** The index of a level in a ladder. */
export const level = whole(0, 999);
/** The number of a message, by which its answer is known. */
export const messageId = whole(0);
/** A part of a whole, 0 to 1. */
export const share = between(0, 1);

/** Up to 31 years. */
export const seconds = between(0, 1e9);
export const positiveSeconds = above(0, 1e9);
export const milliseconds = between(0, 1e12);
/** Duration of a chunk that the application cuts or trains for. */
export const chunkSeconds = between(1, 10);

/** A measured rate: a mean of the highest rates, or of a moment, may be above what a level or a trace may have. */
export const kbps = between(0, 1e12);
/** Up to 1 Tbit/s. */
export const positiveKbps = above(0, 1e9);
export const kilobits = between(0, 1e15);
export const positiveKilobits = above(0, 1e15);
/** Size of a file that exists: 1 byte at least. */
export const bytes = whole(1);

/** A value of QoE; the widest that weights and seconds in their ranges can give, and some more. */
export const qoe = between(-1e30, 1e30);
/** What a second of stall or a switch costs. */
export const qoeWeight = between(0, 1e9);

/** Width or height of a picture. */
export const pixels = whole(1, 1_000_000);
/** A place on the user's displays, which may lie left of the first one or above it. */
export const screenPixels = whole(-1_000_000, 1_000_000);
/** 0: one that the system chooses. */
export const port = whole(0, 65_535);

function finite(end: number): number {
  if (!Number.isFinite(end)) throw new Error(`the end of a range must be finite, got ${end}`);
  return end;
}
