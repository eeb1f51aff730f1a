import type { Trace } from './bandwidth';
import { clipTrace, piecesOf } from './clip';
import { traceFault } from './limits';
import { resampleTrace } from './resample';
import { scaleToMean, scaleTrace } from './scale';

/** What can be done to every trace of a set; the result is another set. */
export type TraceOperation =
  | { readonly type: 'clip'; readonly fromSeconds: number; readonly toSeconds: number }
  | { readonly type: 'pieces'; readonly seconds: number }
  | { readonly type: 'scale'; readonly factor: number }
  | { readonly type: 'scale-to-mean'; readonly meanKbps: number }
  | { readonly type: 'resample'; readonly stepSeconds: number };

/**
 * The traces that an operation makes of one.
 * @throws Error, a sentence, when nothing is left of it that could carry anything, or more than a trace may hold.
 */
export function applyOperation(trace: Trace, operation: TraceOperation): Trace[] {
  const made = operated(trace, operation);
  const left = made.filter(({ kbps }) => Array.from(kbps).some((rate) => rate > 0));
  for (const one of left) {
    const fault = traceFault(one);
    if (fault !== null) throw new Error(`${one.name}: ${fault}`);
  }
  if (left.length > 0) return left;
  const why = made.length > 0 ? 'it carries nothing there' : tooShort(operation);
  throw new Error(`${trace.name}: nothing is left of it: ${why}`);
}

/** The operation in a few words, as a set says how it was made. */
export function operationText(operation: TraceOperation): string {
  switch (operation.type) {
    case 'clip':
      return `clipped to ${operation.fromSeconds}–${operation.toSeconds} s`;
    case 'pieces':
      return `cut into pieces of ${operation.seconds} s`;
    case 'scale':
      return `scaled by ${operation.factor}`;
    case 'scale-to-mean':
      return `each scaled to a mean of ${operation.meanKbps} kbit/s`;
    case 'resample':
      return `resampled to steps of ${operation.stepSeconds} s`;
    default:
      return operation satisfies never;
  }
}

function operated(trace: Trace, operation: TraceOperation): Trace[] {
  switch (operation.type) {
    case 'clip': {
      const clipped = clipTrace(trace, operation.fromSeconds, operation.toSeconds);
      return clipped ? [clipped] : [];
    }
    case 'pieces':
      return piecesOf(trace, operation.seconds);
    case 'scale':
      return [scaleTrace(trace, operation.factor)];
    case 'scale-to-mean':
      return [scaleToMean(trace, operation.meanKbps)];
    case 'resample':
      return [resampleTrace(trace, operation.stepSeconds)];
    default:
      return operation satisfies never;
  }
}

function tooShort(operation: TraceOperation): string {
  if (operation.type === 'clip') return `it ends before ${operation.fromSeconds} s`;
  return operation.type === 'pieces' ? `it is shorter than ${operation.seconds} s` : 'it is empty';
}
