import { TraceBandwidth, type Trace } from '../../core/trace/bandwidth';
import type { ChartLine, ChartModel, ChartPoint } from '../charts/chart-models';

/** More parts than a chart has pixels are drawn as the range that they span. */
const mostParts = 3000;
const ranges = 1000;

/** A trace as a chart: its rate over time, and its mean. */
export function traceModel(trace: Trace, title: string): ChartModel {
  const { periodKilobits, periodSeconds } = new TraceBandwidth(trace);
  const mean = periodKilobits / periodSeconds / 1000;
  const meanLine: ChartLine = {
    ...{ label: 'Mean', slot: null, stepped: false, thin: true },
    points: [
      { x: 0, y: mean },
      { x: periodSeconds, y: mean },
    ],
  };
  const lines = [rateLine(trace, 'Bandwidth', 0), meanLine];
  return { id: 'trace', title, unit: 'Mbit/s', lines, yLimit: null, named: true };
}

/** A trace's rate as a line of a chart. `slot` null is the muted one. */
export function rateLine(trace: Trace, label: string, slot: number | null): ChartLine {
  const stepped = trace.kbps.length <= mostParts;
  return { label, slot, stepped, thin: true, points: stepped ? steps(trace) : rangePoints(trace) };
}

/** Each part holds to its end. */
function steps({ durationsSeconds, kbps }: Trace): ChartPoint[] {
  const points: ChartPoint[] = [];
  let seconds = 0;
  for (let i = 0; i < kbps.length; i++) {
    points.push({ x: seconds, y: kbps[i] / 1000 });
    seconds += durationsSeconds[i];
  }
  return [...points, { x: seconds, y: kbps[kbps.length - 1] / 1000 }];
}

/** The lowest and the highest rate of as many parts as one pixel covers. */
function rangePoints({ durationsSeconds, kbps }: Trace): ChartPoint[] {
  const points: ChartPoint[] = [];
  const perRange = Math.ceil(kbps.length / ranges);
  let seconds = 0;
  for (let from = 0; from < kbps.length; from += perRange) {
    let [low, high] = [Infinity, 0];
    const start = seconds;
    for (let i = from; i < Math.min(kbps.length, from + perRange); i++) {
      low = Math.min(low, kbps[i]);
      high = Math.max(high, kbps[i]);
      seconds += durationsSeconds[i];
    }
    points.push({ x: start, y: low / 1000 }, { x: (start + seconds) / 2, y: high / 1000 });
  }
  return points;
}

/** What an operation makes of a trace, over the trace itself: pieces side by side. */
export function derivedModel(
  trace: Trace,
  made: readonly Trace[],
): { model: ChartModel; endSeconds: number } {
  const pieces = joined(made);
  const after = pieces ? [{ ...rateLine(pieces, 'After', 0), thin: false }] : [];
  const lines = [...after, rateLine(trace, 'Before', null)]; // the first one is drawn on top
  const ends = [trace, ...(pieces ? [pieces] : [])].map((one) => new TraceBandwidth(one).periodSeconds);
  const model: ChartModel = {
    ...{ id: 'derived', title: `“${trace.name}”, before and after`, unit: 'Mbit/s' },
    ...{ lines, yLimit: null, named: true },
  };
  return { model, endSeconds: Math.max(...ends) };
}

function joined(traces: readonly Trace[]): Trace | null {
  if (traces.length === 0) return null;
  const all = (pick: (trace: Trace) => ArrayLike<number>): number[] =>
    traces.flatMap((trace) => Array.from(pick(trace)));
  return {
    name: traces[0].name,
    durationsSeconds: all(({ durationsSeconds }) => durationsSeconds),
    kbps: all(({ kbps }) => kbps),
  };
}
