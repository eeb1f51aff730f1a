import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { defaultModel } from '../core/abr/registry';
import { Layout, type PartName } from '../core/agent/layout';
import { makeLayersModel } from '../core/agent/layers-model';
import type { TensorFlow } from '../core/agent/network';
import type { Policy } from '../core/agent/policy';
import { parseJson } from '../core/text/json';
import { parsePolicy, policyOf, type Model, type PolicyFile } from '../shared/policy';
import { fileFault, removeTree, writeAtomic, writeJson } from './files';
import { projectFolder } from './parts';
import { atLeastOne } from '../shared/numbers';

const manifestSchema = v.object({
  weightsManifest: v.tuple([
    v.object({
      paths: v.array(v.string()),
      weights: v.array(v.object({ name: v.string(), shape: v.array(atLeastOne), dtype: v.string() })),
    }),
  ]),
});

/**
 * Reads a model's folder: policy.json, and the weights of model.json and weights.bin.
 * @throws Error, a sentence: a file is missing or truncated, of another version or observation, or a weight is no number.
 */
export function readModel(model: string): Model {
  const folder = modelPlace(model);
  const policyFile = join(folder, 'policy.json');
  const policy = parsePolicy(parseJson(policyFile, readBytes(policyFile).toString('utf8')), policyFile);
  const layout = new Layout(policy);
  const weights = readWeights(folder, layout);
  return { policy, weights };
}

/** Finds the policy that an id's parameter names: `default`, or a model's folder. Each is read once. */
export function modelReader(resources: string): (model: string) => Policy {
  const read = new Map<string, Policy>();
  return (model) => {
    const known = read.get(model);
    if (known) return known;
    const policy = policyOf(readModel(modelFolder(model, resources)));
    read.set(model, policy);
    return policy;
  };
}

/** Where the model lies that a name or a path stands for: a model's folder, or the folder of a training run. */
export function modelFolder(model: string, resources: string): string {
  if (model === defaultModel) return join(resources, 'models', defaultModel);
  const ofRun = join(model, 'model');
  return existsSync(join(model, 'policy.json')) || !existsSync(modelPlace(ofRun)) ? model : ofRun;
}

/** Where a model's files lie: in its folder, or beside it where a crash came between the two renames of `writeModel`. */
export function modelPlace(folder: string): string {
  return !existsSync(folder) && existsSync(setAside(folder)) ? setAside(folder) : folder;
}

/** The folder of what comes with the application, in a working copy and in a package alike. */
export function projectResources(): string {
  const besideBuild = join(dirname(fileURLToPath(import.meta.url)), '../../resources'); // of src/node and of out/main
  return existsSync(besideBuild) ? besideBuild : join(projectFolder() ?? process.cwd(), 'resources');
}

/**
 * Writes a model whole or not at all: into a neighbour, which then takes the folder's place. The model that was there is
 * set aside until it has, and `readModel` finds it there.
 */
export async function writeModel(
  tf: TensorFlow,
  folder: string,
  policy: PolicyFile,
  weights: Float32Array,
): Promise<void> {
  const half = `${folder}.half`;
  const old = setAside(folder);
  const { topology, specs, bytes } = await artifacts(tf, policy, weights);
  try {
    await removeTree(half); // of a crash
    await mkdir(half, { recursive: true });
    await writeAtomic(join(half, 'weights.bin'), bytes);
    await writeJson(join(half, 'model.json'), {
      format: 'layers-model',
      generatedBy: 'NeuralStream',
      convertedBy: null,
      modelTopology: topology,
      weightsManifest: [{ paths: ['weights.bin'], weights: specs }],
    });
    await writeJson(join(half, 'policy.json'), policy);
    if (existsSync(folder)) {
      await removeTree(old);
      await rename(folder, old);
    }
    await rename(half, folder).catch(async (error: unknown) => {
      if (existsSync(old)) await rename(old, folder);
      throw error;
    });
    await removeTree(old);
  } finally {
    await removeTree(half);
  }
}

function setAside(folder: string): string {
  return `${folder}.set-aside`;
}

async function artifacts(tf: TensorFlow, units: PolicyFile, weights: Float32Array) {
  const model = makeLayersModel(tf, units, weights);
  let saved: { topology: object; specs: unknown; bytes: Uint8Array } | null = null;
  try {
    await model.save(
      tf.io.withSaveHandler((found) => {
        const { modelTopology, weightSpecs, weightData } = found;
        if (!(weightData instanceof ArrayBuffer) || typeof modelTopology !== 'object') {
          throw new Error('the network gave no weights to be saved');
        }
        saved = { topology: modelTopology, specs: weightSpecs, bytes: new Uint8Array(weightData) };
        return Promise.resolve({
          modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' as const },
        });
      }),
    );
  } finally {
    model.dispose();
  }
  return saved ?? { topology: {}, specs: [], bytes: new Uint8Array() };
}

function readWeights(folder: string, layout: Layout): Float32Array {
  const modelFile = join(folder, 'model.json');
  const parsed = v.safeParse(manifestSchema, parseJson(modelFile, readBytes(modelFile).toString('utf8')));
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new Error(`${modelFile}: ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
  }
  const [{ paths, weights: specs }] = parsed.output.weightsManifest;
  const bytes = Buffer.concat(paths.map((path) => readBytes(join(folder, basename(path)))));
  if (bytes.length !== layout.size * 4) {
    throw new Error(
      `${join(folder, paths[0] ?? 'weights.bin')}: expected ${layout.size * 4} bytes of weights, found ${bytes.length}`,
    );
  }
  const weights = new Float32Array(layout.size);
  let at = 0;
  for (const { name, shape } of specs) {
    const part = layout.parts.find((candidate) => candidate.name === (name as PartName));
    if (part === undefined || part.shape.join() !== shape.join()) {
      throw new Error(
        `${modelFile}: expected the weights of policy.json's network, found ${name} [${shape.join()}]`,
      );
    }
    for (let i = 0; i < part.size; i++, at += 4) {
      const weight = bytes.readFloatLE(at);
      if (!Number.isFinite(weight)) {
        throw new Error(`${folder}: expected numbers, found ${weight} in ${name} at ${i}`);
      }
      weights[part.start + i] = weight;
    }
  }
  return weights;
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Error(`the model in ${dirname(path)} lacks ${basename(path)}: ${fileFault(error)}`, {
      cause: error,
    });
  }
}
