import { parentPort, workerData } from 'node:worker_threads';
import * as v from 'valibot';
import { jobSchema, orderSchema, type WorkerReport } from './messages';
import { tracePlayer } from './play';

/** A worker thread of the benchmark: plays the traces it is sent, one after the other, until it is sent null. */
function serve(): void {
  const port = parentPort;
  if (port === null) throw new Error('the benchmark worker runs in a worker thread only');
  const report = (message: WorkerReport): void => port.postMessage(message);
  const guarded = (work: () => WorkerReport): void => {
    try {
      report(work());
    } catch (error) {
      report({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  };
  guarded(() => {
    const play = tracePlayer(v.parse(jobSchema, workerData));
    port.on('message', (message: unknown) => {
      const traceIndex = v.parse(orderSchema, message);
      if (traceIndex === null) port.close();
      else guarded(() => play(traceIndex));
    });
    return { type: 'ready' };
  });
}

serve();
