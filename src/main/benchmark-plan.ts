import { quote } from '../core/text/quote';
import { defaultModel } from '../core/abr/ppo';
import type { BenchmarkPlan } from '../core/benchmark/plan';
import type { BenchmarkRequest } from '../shared/benchmark';
import { library } from './library';
import { modelFolderOf } from './models';
import { traceSets } from './traces';

/** The Benchmark page's choices as a plan: ids become paths. */
export async function benchmarkPlanOf(request: BenchmarkRequest): Promise<BenchmarkPlan> {
  const { name, qoe, players, seed, ladders, videoPaths, traceSetIds } = request;
  const shelf = await library();
  const entries = await Promise.all(request.entryIds.map((id) => shelf.get(id)));
  if (entries.length + videoPaths.length + ladders.length === 0)
    throw new Error('expected at least one video, got none');
  if (traceSetIds.length === 0) throw new Error('expected at least one trace set, got none');
  if (!request.algorithms.includes(request.baseline)) {
    throw new Error(`expected the baseline to be one of the algorithms, got ${quote(request.baseline)}`);
  }
  return {
    ...{ name, qoe, players, seed },
    videos: [
      ...entries.map(({ folder }) => ({ path: folder })),
      ...videoPaths.map((path) => ({ path })),
      ...ladders.map((ladder) => ({ path: null, ...ladder })),
    ],
    traceSets: traceSetIds.map((id) => ({
      name: traceSets().find(id).name,
      paths: traceSets().pathsOf(id),
    })),
    algorithms: request.algorithms.map(withFolder),
    baseline: withFolder(request.baseline),
  };
}

/** `ppo:RUN` with the folder of the run's model. */
function withFolder(id: string): string {
  const model = /^ppo:(.+)$/.exec(id)?.[1];
  return model === undefined || model === defaultModel ? id : `ppo:${modelFolderOf(model)}`;
}
