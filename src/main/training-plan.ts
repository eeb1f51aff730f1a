import { defaultHyperparameters } from '../core/training/hyperparameters';
import { openModel } from '../node/models';
import type { TrainingPlan, TrainingRequest } from '../shared/training';
import { library } from './library';
import { modelFolderOf } from './models';
import { traceSets } from './traces';

/** Sessions on which an agent is judged, and shown before and after. */
const evaluationSessions = 100;

/** Made-up networks have more of their kind to be judged on; of files and recordings a tenth is set aside. */
function validationOf({ families, tracePaths, traceSetIds }: TrainingRequest): TrainingPlan['validation'] {
  const onlyFamilies = families.length > 0 && tracePaths.length + traceSetIds.length === 0;
  if (!onlyFamilies) return { paths: [], families: [], perFamily: 0 };
  return { paths: [], families, perFamily: Math.ceil(evaluationSessions / families.length) };
}

/** The Train page's choices as a plan: ids become paths. */
export async function planOf(request: TrainingRequest): Promise<TrainingPlan> {
  const shelf = await library();
  const entries = await Promise.all(request.entryIds.map((id) => shelf.get(id)));
  const { startFrom } = request;
  const folder = startFrom === null ? null : modelFolderOf(startFrom);
  const units = folder === null ? defaultHyperparameters : (await openModel(folder)).policy;
  return {
    name: request.name,
    videos: [
      ...entries.map((entry) => ({ path: entry.folder })),
      ...request.ladders.map((ladder) => ({ path: null, ...ladder })),
    ],
    qoe: request.qoe,
    traces: {
      paths: [...request.tracePaths, ...request.traceSetIds.flatMap((id) => traceSets().pathsOf(id))],
      families: request.families,
      perFamily: request.families.length > 0 ? request.perFamily : 0,
    },
    validation: validationOf(request),
    budget: request.budget,
    seed: request.seed,
    startFrom: folder,
    hidesSizesShare: 0.1,
    bufferCapsSeconds: [60, 30, 20],
    augmentation: { bandwidthSpread: 0.3, durationSpread: 0.3, shuffledShare: 0.3 },
    hyperparameters: {
      ...defaultHyperparameters,
      policyUnits: units.policyUnits,
      valueUnits: units.valueUnits,
    },
  };
}
