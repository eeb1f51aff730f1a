import * as v from 'valibot';
import type { Trace } from '../core/trace/bandwidth';
import { traceFault, traceLimits } from '../core/trace/limits';
import { quotedCharacters } from '../core/text/quote';
import { between } from './numbers';

const seconds = between(0, traceLimits.seconds);
const kbps = between(0, traceLimits.kbps);
const latency = between(0, traceLimits.latencySeconds);

/** core/trace/bandwidth's Trace as it is stored and as it crosses a process border: plain arrays of the same length. */
export const traceSchema = v.pipe(
  v.object({
    name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
    durationsSeconds: v.pipe(v.array(seconds), v.minLength(1), v.maxLength(traceLimits.parts)),
    kbps: v.pipe(v.array(kbps), v.minLength(1), v.maxLength(traceLimits.parts)),
    latencySeconds: v.optional(v.array(latency)),
    startSeconds: v.optional(seconds),
  }),
  v.check(
    (trace) => traceFault(trace) === null,
    ({ input }) => `trace ${input.name.slice(0, quotedCharacters)}: ${traceFault(input)}`,
  ),
  v.check(({ kbps: rates }) => rates.some((rate) => rate > 0), 'expected some bandwidth above 0'),
);

export type StoredTrace = v.InferOutput<typeof traceSchema>;

/** A trace with plain arrays, as it is stored and sent over a process border. */
export function storedTrace(trace: Trace): StoredTrace {
  const { name, latencySeconds, startSeconds } = trace;
  return {
    name,
    durationsSeconds: Array.from(trace.durationsSeconds),
    kbps: Array.from(trace.kbps),
    ...(latencySeconds && { latencySeconds: Array.from(latencySeconds) }),
    ...(startSeconds !== undefined && { startSeconds }),
  };
}
