import { cpus } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { parentPort } from '../parent-port';
import { benchmarkOrderSchema, type BenchmarkNews, type BenchmarkOrder } from './child-messages';
import { readData } from './data';
import { prepare } from './engine';
import { estimateWork } from './estimate';
import { exportRun } from './export';
import { runInFolder } from './folder-run';
import { replaySession } from './replay';
import { sentenceOf } from '../platform/sentence';

/** The process of a benchmark, or of one question about one; it ends with the answer. */
const port = parentPort();
const stopped = new AbortController();

port.onMessage((message) => void carryOut(v.parse(benchmarkOrderSchema, message)));
port.onClosed(() => process.exit());

async function carryOut(order: BenchmarkOrder): Promise<void> {
  if (order.type === 'stop') return stopped.abort();
  try {
    tell(await answer(order));
  } catch (error) {
    tell({ type: 'failed', problem: sentenceOf(error) });
  }
  setTimeout(() => process.exit(), 200); // what was told is on its way
}

async function answer(order: Exclude<BenchmarkOrder, { type: 'stop' }>): Promise<BenchmarkNews> {
  switch (order.type) {
    case 'run': {
      const { state } = await runInFolder({
        ...{ ...order, threads: cpus().length, workerFile: join(__dirname, 'benchmark-worker.cjs') },
        signal: stopped.signal,
        onEvent: (event) => tell({ type: 'event', event }),
      });
      return { type: 'event', event: { type: 'ended', state, problem: null } };
    }
    case 'estimate': {
      const { job } = prepare(order.plan, await readData(order.plan), order.maker);
      return { type: 'estimate', estimate: await estimateWork(job, cpus().length) };
    }
    case 'replay':
      return { type: 'replay', session: await replaySession(order.manifest, order.place, order.resources) };
    case 'export':
      await exportRun(order.folder, order.what, order.file);
      return { type: 'exported' };
  }
  return order satisfies never;
}

function tell(news: BenchmarkNews): void {
  port.post(news);
}
