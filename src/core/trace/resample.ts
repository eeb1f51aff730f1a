import { TraceBandwidth, type Trace } from './bandwidth';
import { traceLimits } from './limits';

/**
 * A trace in equal steps of `stepSeconds`, each with the mean of what it covers, so that the kilobits of every step are
 * those of the original. The last step is shorter where the duration is no multiple of the step.
 */
export function resampleTrace(trace: Trace, stepSeconds: number): Trace {
  const link = new TraceBandwidth(trace);
  const { periodSeconds, periodKilobits } = link;
  if (!(stepSeconds > 0)) throw new Error(`a step must last > 0 s, got ${stepSeconds}`);
  const steps = Math.max(1, Math.ceil(periodSeconds / stepSeconds - 1e-6));
  if (steps > traceLimits.parts) {
    throw new Error(`expected at most ${traceLimits.parts} steps, got ${steps}`);
  }
  const durationsSeconds = new Array<number>(steps).fill(stepSeconds);
  durationsSeconds[steps - 1] = periodSeconds - (steps - 1) * stepSeconds;
  let before = 0;
  const kbps = durationsSeconds.map((duration, i) => {
    const by = i + 1 < steps ? link.kilobitsBy((i + 1) * stepSeconds) : periodKilobits;
    const mean = Math.max(0, by - before) / duration;
    before = by;
    return mean;
  });
  const { name, startSeconds } = trace;
  return {
    ...{ name, durationsSeconds, kbps },
    ...(trace.latencySeconds && { latencySeconds: meanLatencies(trace, durationsSeconds) }),
    ...(startSeconds !== undefined && { startSeconds }),
  };
}

/** Latency of each step: the mean over its time, found as "kilobits" of a link whose rate is the latency. */
function meanLatencies(trace: Trace, stepsSeconds: readonly number[]): number[] {
  const latency = new TraceBandwidth({ ...trace, kbps: trace.latencySeconds ?? [] });
  let start = 0;
  return stepsSeconds.map((seconds, i) => {
    const from = latency.kilobitsBy(start);
    start += seconds;
    const by = i + 1 < stepsSeconds.length ? latency.kilobitsBy(start) : latency.periodKilobits;
    return Math.max(0, by - from) / seconds;
  });
}
