import * as v from 'valibot';
import { traceNewsSchema, type TraceNews, type TraceProgress, type TraceWork } from '../../shared/traces';
import type { ChildPort } from '../child-port';
import type { TraceFolders } from './trace-sets';

type Ended = Exclude<TraceNews, { type: 'progress' }>;

export interface TraceWorkOptions {
  /** Starts out/main/traces.cjs. */
  readonly fork: () => ChildPort;
  readonly folders: TraceFolders;
  readonly work: TraceWork;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: TraceProgress) => void;
}

/** Has work done in a process of its own, which ends with it or with the signal. @throws Error when the process dies. */
export function runTraceWork({ fork, folders, work, signal, onProgress }: TraceWorkOptions): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = fork();
    const cancel = (): void => child.kill();
    signal.addEventListener('abort', cancel, { once: true });
    let ended: Ended | null = null;
    child.onMessage((message) => {
      const news = v.parse(traceNewsSchema, message);
      if (news.type === 'progress') return onProgress(news);
      ended = news;
      child.kill();
    });
    child.onExit((code) => {
      signal.removeEventListener('abort', cancel);
      if (ended) resolve(ended);
      else
        reject(
          new Error(signal.aborted ? 'cancelled' : `the process that reads traces ended early (${code})`),
        );
    });
    if (signal.aborted) return cancel();
    child.post({ folders, work });
  });
}
