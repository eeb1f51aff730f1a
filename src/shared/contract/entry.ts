import * as v from 'valibot';
import type { RequestLimits } from '../request-size';

/** A call of the window to main: what it takes and what it gives. Main parses the request; types follow from both. */
export interface Call {
  readonly request: v.GenericSchema;
  readonly response: v.GenericSchema;
  /** Where a request may hold more than `usualLimits`. */
  readonly limits?: RequestLimits;
}

export const usualLimits: RequestLimits = { values: 10_000, characters: 1_000_000, depth: 16 };
/** A trace of a million parts has a duration, a rate and a latency each. */
export const traceLimits: RequestLimits = { ...usualLimits, values: 3_100_000 };
export const sessionLimits: RequestLimits = { ...usualLimits, values: 4_000_000, characters: 32_000_000 };

export type Request<Entry extends Call> = v.InferOutput<Entry['request']>;
export type Response<Entry extends Call> = v.InferOutput<Entry['response']>;

/** The functions behind the calls of a domain; each may answer at once or later. */
export type CallsOf<Domain extends Readonly<Record<string, Call>>> = {
  readonly [Name in keyof Domain]: (
    request: Request<Domain[Name]>,
  ) => Response<Domain[Name]> | Promise<Response<Domain[Name]>>;
};

/** The request of a call that takes nothing. */
export const nothing = v.optional(v.null(), null);
/** The response of a call that only does something. */
export const done = v.void();

/** A response or event that main builds from typed parts: its type is its schema, since main is trusted. */
export function stated<Value>() {
  return v.custom<Value>(() => true);
}

export const path = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));
export const label = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));
