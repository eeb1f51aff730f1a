import { Layout } from '../../core/agent/layout';
import { floatBytes } from '../../core/agent/onnx';
import type { Model, Provenance } from '../../shared/policy';
import { moduleUsages, sharedTypes, type ModuleTarget } from './usage';

/** What a module is made of. */
export interface ModuleParts {
  readonly target: ModuleTarget;
  /** The player as its users call it. */
  readonly player: string;
  readonly model: Model;
  /** The quality of experience that it plays for, as `--qoe` takes it. */
  readonly qoe: string;
  /** Name of the file. */
  readonly file: string;
  /** The module as it was built, without a model. */
  readonly template: string;
  readonly licence: string;
}

/** The text of an exported module: its head, the model, and the code. */
export function moduleText({ target, player, model, qoe, file, template, licence }: ModuleParts): string {
  const { policy, weights } = model;
  const { name, policyUnits, valueUnits, training: provenance } = policy;
  const usage = moduleUsages[target].lines.map((line) => `  ${line.replace('FILE', file)}`);
  const head = [
    `The NeuralStream agent "${name}" for ${player}; its quality of experience is ${qoe}.`,
    ...['', ...usage, ''],
    ...provenanceLines(provenance),
    ...['', ...licence.trim().split('\n')],
  ];
  const policyWeights = floatBytes(weights.subarray(0, new Layout(policy).valueStart));
  const base64 = Buffer.from(policyWeights).toString('base64');
  const embedded = { name, qoe, policyUnits, valueUnits, provenance, weights: base64 };
  return `${comment(head)}\nconst NEURALSTREAM_MODEL = ${JSON.stringify(embedded)};\n${template.trim()}\n`;
}

/** TypeScript declarations of a module, for a file beside it. */
export function moduleTypes(target: ModuleTarget): string {
  return `${sharedTypes}\n${moduleUsages[target].types}\n`;
}

function provenanceLines(training: Provenance): string[] {
  const { createdAt, application, commit, seed, decisions, validation, validationQoe } = training;
  const parts = [training, ...training.scenarios];
  const traces = parts.flatMap((part) => [...part.traces, ...(part.unaugmentedTraces ?? [])]);
  const videos = new Set(parts.flatMap((part) => part.videos));
  const count = (sets: Provenance['traces']): number => sets.reduce((sum, set) => sum + set.count, 0);
  const score =
    validationQoe === null
      ? 'not measured on validation traces'
      : `QoE ${validationQoe.toFixed(4)} per chunk on ${count(validation)} validation traces`;
  return [
    `Trained until ${createdAt} by NeuralStream ${application} (commit ${commit ?? 'not known'}), seed ${seed},`,
    `${decisions} decisions on ${videos.size} videos and ${count(traces)} traces; ${score}.`,
    'The export `model` tells everything.',
  ];
}

function comment(lines: readonly string[]): string {
  const body = lines.map((line) => ` * ${line.replaceAll('*/', '* /')}`.trimEnd());
  return ['/*!', ...body, ' */'].join('\n');
}
