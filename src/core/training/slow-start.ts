import type { Random } from '../stats/random';
import type { Trace } from '../trace/bandwidth';

const mostSeconds = 4;
/** The first second carries at most this share of what the link will. */
const mostAtFirst = 0.5;

/**
 * The trace from a random part on, before it one to four seconds in which the link comes up in even steps to that part's rate
 * (again at each pass of the trace): logs of real transfers begin so (TCP's slow start, a radio that wakes up), and what is
 * measured first is then less than what will be.
 */
export function slowStart({ name, family, kbps, durationsSeconds }: Trace, random: Random): Trace {
  const first = Math.floor(random() * kbps.length);
  const rampSeconds = 1 + Math.floor(random() * mostSeconds);
  const atFirst = random() * mostAtFirst;
  const ramp = Array.from(
    { length: rampSeconds },
    (_, second) => kbps[first] * (atFirst + ((1 - atFirst) * second) / rampSeconds),
  );
  const from = <T>(values: ArrayLike<T>): T[] =>
    Array.from({ length: values.length }, (_, i) => values[(first + i) % values.length]);
  return {
    ...{ name, family },
    kbps: [...ramp, ...from(kbps)],
    durationsSeconds: [...ramp.map(() => 1), ...from(durationsSeconds)],
  };
}
