/**
 * Version 1 of training plans, run.json, metrics lines and policy.json as version 2. Version 2 names everything as the
 * literature does, and states what version 1 left out where a feature was not yet known.
 */

type Names = Readonly<Record<string, string>>;

const hyperparameterNames: Names = {
  sessions: 'environments',
  horizon: 'stepsPerRollout',
  branchEvery: 'vineEvery',
  branchSeconds: 'vineSeconds',
  branchSteps: 'vineMinSteps',
  branchProbability: 'vineMinProbability',
  branchesMost: 'vineMaxRollouts',
  clipRange: 'clipCoef',
  passes: 'updateEpochs',
  minibatch: 'minibatchSize',
  entropyWeight: 'entropyCoef',
  valueWeight: 'valueCoef',
  stallEmphasis: 'extraStallWeight',
  advantageLimit: 'advantageClip',
  stakesPower: 'advantageScalePower',
  valueErrorLimit: 'valueHuberDelta',
  gradientNorm: 'maxGradientNorm',
  holdWeight: 'distillationCoef',
  averaging: 'emaDecay',
};
const planNames: Names = { emphases: 'scenarios' };
const traceSourceNames: Names = { plainFamilies: 'unaugmentedFamilies' };
const scenarioNames: Names = { share: 'weight', stallEmphasis: 'extraStallWeight', held: 'distilled' };
const metricNames: Names = { held_agreement: 'distillation_agreement', entropy_weight: 'entropy_coef' };
const provenanceNames: Names = { plainTraces: 'unaugmentedTraces', emphases: 'scenarios' };

/** What a run of version 1 did where its record leaves a setting out: the setting came later. */
const hyperparametersBefore = {
  vineEvery: 0,
  vineSeconds: 60,
  vineMinSteps: 8,
  vineMinProbability: 0.01,
  vineMaxRollouts: 6144,
  valueDamping: 0,
  advantageScalePower: 0,
  distillationCoef: 1,
  weightDecay: 0,
};
const recordBefore = { backend: 'native', resumedAtDecisions: [] };
const provenanceBefore = { ...recordBefore, unaugmentedTraces: null, scenarios: [] };

/** A name of version 1 that was found, and its name today. */
export type OnRename = (old: string, current: string) => void;

/**
 * A training plan, whole or in part, with the names of today.
 * @throws Error, a sentence, when it states a setting by both its names.
 */
export function currentPlan(plan: unknown, onRename?: OnRename): unknown {
  const sources = (found: unknown): unknown => renamed(found, traceSourceNames, onRename);
  return changed(renamed(plan, planNames, onRename), {
    traces: sources,
    validation: sources,
    scenarios: each((scenario) => changed(renamed(scenario, scenarioNames, onRename), { traces: sources })),
    hyperparameters: (found) => renamed(found, hyperparameterNames, onRename),
  });
}

/** run.json of any version as version 2; what it is not is for the schema to find. */
export function currentRun(run: unknown): unknown {
  if (versionOf(run) !== 1) return run;
  return changed(withDefaults(run, recordBefore), {
    version: () => 2,
    plan: (plan) =>
      changed(currentPlan(plan), { hyperparameters: (found) => withDefaults(found, hyperparametersBefore) }),
  });
}

/** A line of metrics.jsonl; lines have no version. */
export function currentRunLine(line: unknown): unknown {
  return changed(line, {
    metrics: (metrics) => withDefaults(renamed(metrics, metricNames), { distillation_agreement: null }),
  });
}

/** policy.json of any version as version 2. */
export function currentPolicy(policy: unknown): unknown {
  if (versionOf(policy) !== 1) return policy;
  return changed(policy, {
    version: () => 2,
    training: (training) =>
      changed(withDefaults(renamed(training, provenanceNames), provenanceBefore), {
        scenarios: each((scenario) => renamed(scenario, { ...scenarioNames, ...provenanceNames })),
        hyperparameters: (found) => withDefaults(renamed(found, hyperparameterNames), hyperparametersBefore),
      }),
  });
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(found: unknown): found is Fields {
  return typeof found === 'object' && found !== null && !Array.isArray(found);
}

function versionOf(found: unknown): unknown {
  return isFields(found) ? found.version : undefined;
}

function renamed(found: unknown, names: Names, onRename?: OnRename): unknown {
  if (!isFields(found)) return found;
  const fields = Object.entries(found).map(([name, value]) => {
    const current = Object.hasOwn(names, name) ? names[name] : name;
    if (current !== name && current in found)
      throw new Error(`${current} is stated twice: ${name} is its old name`);
    if (current !== name) onRename?.(name, current);
    return [current, value] as const;
  });
  return Object.fromEntries(fields);
}

/** The fields that are there and have a change, changed. */
function changed(found: unknown, changes: Readonly<Record<string, (value: unknown) => unknown>>): unknown {
  if (!isFields(found)) return found;
  return Object.fromEntries(
    Object.entries(found).map(([name, value]) => [
      name,
      Object.hasOwn(changes, name) ? changes[name](value) : value,
    ]),
  );
}

function withDefaults(found: unknown, defaults: Fields): unknown {
  return isFields(found) ? { ...defaults, ...found } : found;
}

function each(change: (value: unknown) => unknown): (found: unknown) => unknown {
  return (found) => (Array.isArray(found) ? found.map(change) : found);
}
