import type { RequestName } from './requests';
import type { RequestLimits } from './request-size';

const usual: RequestLimits = { values: 10_000, characters: 1_000_000, depth: 16 };

/** A trace of a million parts has a duration, a rate and a latency each. */
const trace: RequestLimits = { ...usual, values: 3_100_000 };
const session: RequestLimits = { ...usual, values: 4_000_000, characters: 32_000_000 };

/** The calls that may hold more than most do. */
const larger: Partial<Record<RequestName, RequestLimits>> = {
  saveTrace: trace,
  playTrace: trace,
  saveSession: session,
  demoFinished: session,
  /** Every trace of a large set by its id. */
  startTraceWork: { ...usual, values: 500_000, characters: 32_000_000 },
  /** Pictures as base64. */
  exportFiles: { ...usual, characters: 256_000_000 },
};

/** How much a call's argument may hold. */
export function limitsOf(name: RequestName): RequestLimits {
  return larger[name] ?? usual;
}
