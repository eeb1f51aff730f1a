import { parentPort, workerData } from 'node:worker_threads';
import * as v from 'valibot';
import { jobSchema, orderSchema, type WorkerReport } from './messages';
import { taskPlayer } from './play';
import { sentenceOf } from '../platform/sentence';

/** A worker thread of the benchmark: plays the tasks it is sent, one after the other, until it is sent null. */
function serve(): void {
  const port = parentPort;
  if (port === null) throw new Error('the benchmark worker runs in a worker thread only');
  const report = (message: WorkerReport): void => port.postMessage(message);
  const guarded = (work: () => WorkerReport): void => {
    try {
      report(work());
    } catch (error) {
      report({ type: 'broken', message: sentenceOf(error) });
    }
  };
  guarded(() => {
    const play = taskPlayer(v.parse(jobSchema, workerData));
    port.on('message', (message: unknown) => {
      const task = v.parse(orderSchema, message);
      if (task === null) port.close();
      else guarded(() => ({ type: 'outcome', outcome: play(task) }));
    });
    return { type: 'ready' };
  });
}

serve();
