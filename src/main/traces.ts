import { utilityProcess } from 'electron';
import { basename, join } from 'node:path';
import { utilityPort } from '../node/child-port';
import { Jobs } from '../node/jobs';
import { sweepFolders } from '../node/platform/work-folder';
import { runTraceWork } from '../node/traces/client';
import { importName } from '../node/traces/import';
import { TraceSets, type TraceFolders } from '../node/traces/trace-sets';
import type { TraceJob, TraceJobFacts } from '../shared/contract/traces';
import type { TraceWork } from '../shared/traces';
import { paths } from './paths';
import { send } from './window';

let opened: TraceSets | null = null;

/** The traces that the application keeps. */
export function traceSets(): TraceSets {
  opened ??= new TraceSets(folders());
  return opened;
}

/** Work on traces, one piece at a time, each in a process of its own. */
export const traceJobs = new Jobs<TraceJobFacts>((job) => send('trace-job', job));

export function startTraceWork(work: TraceWork): TraceJob {
  const facts = { kind: work.type, done: 0, all: null, traces: 0, skippedCount: 0, setIds: [], skipped: [] };
  return traceJobs.start(nameOf(work), facts, async (signal, onProgress) => {
    const fork = (): ReturnType<typeof utilityPort> =>
      utilityPort(utilityProcess.fork(paths().traceProcess, [], { serviceName: 'NeuralStream traces' }));
    try {
      const ended = await runTraceWork({
        ...{ fork, folders: folders(), work, signal },
        onProgress: (progress) =>
          onProgress({ ...progress, share: progress.all ? progress.done / progress.all : 0 }),
      });
      const { skipped, skippedCount } = ended;
      onProgress({ skipped, skippedCount });
      if (ended.type === 'failed') throw new Error(ended.problem);
      return { setIds: ended.setIds, traces: ended.traces };
    } finally {
      await traceSets().sweep();
      if (work.type === 'export') await sweepFolders(work.folder);
      send('traces-changed', null);
    }
  });
}

function folders(): TraceFolders {
  return { own: paths().traces, builtIn: join(paths().resources, 'traces') };
}

/** What the work is about, for its card. */
function nameOf(work: TraceWork): string {
  switch (work.type) {
    case 'import':
      return work.name ?? importName(work.paths);
    case 'remove':
      return traceSets().find(work.from.setId).name;
    case 'export':
      return basename(work.folder);
    default:
      return work.name;
  }
}
