import * as v from 'valibot';
import { traceWorkSchema, type TraceNews } from '../../shared/traces';
import { parentPort } from '../parent-port';
import { WorkReport } from './report';
import { TraceSets } from './trace-sets';
import { carryOut } from './work';
import { sentenceOf } from '../platform/sentence';

/** The process of one piece of work on traces; to cancel it is to end the process. */
const port = parentPort();

/** What it is told to do. */
const orderSchema = v.object({
  folders: v.object({ own: v.string(), builtIn: v.string() }),
  work: traceWorkSchema,
});

port.onMessage((message) => void start(v.parse(orderSchema, message)));
port.onClosed(() => process.exit());

async function start({ folders, work }: v.InferOutput<typeof orderSchema>): Promise<void> {
  const report = new WorkReport((progress) => tell({ type: 'progress', ...progress }));
  const told = (): Pick<WorkReport, 'skipped' | 'skippedCount'> => ({
    skipped: report.skipped,
    skippedCount: report.skippedCount,
  });
  try {
    const setIds = await carryOut(work, new TraceSets(folders), report);
    tell({ type: 'done', setIds, traces: report.traces, ...told() });
  } catch (error) {
    const problem = sentenceOf(error);
    tell({ type: 'failed', problem, ...told() });
  }
}

function tell(news: TraceNews): void {
  port.post(news);
}
