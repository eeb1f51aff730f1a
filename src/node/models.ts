import { existsSync } from 'node:fs';
import { lstat, mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultModel } from '../core/abr/ppo';
import { makeLayersModel } from '../core/agent/layers-model';
import type { TensorFlow } from '../core/agent/network';
import type { Policy } from '../core/agent/policy';
import { quoteName } from '../core/text/quote';
import { policyOf, type Model, type PolicyFile } from '../shared/policy';
import { errorCode, fileFault, removeTree, writeAtomic } from './files';
import {
  graphFileName,
  modelFileNames,
  parseModel,
  policyBytes,
  policyFileName,
  type ModelFiles,
} from './model-files';
import { projectFolder } from './parts';
import { shownFile, type FileKind } from './platform/file-kinds';
import { readForeignBytes } from './platform/foreign-file';
import { readForeignBytesSync } from './platform/foreign-file-sync';

/**
 * Reads a model's folder: policy.json, and the weights of model.json and weights.bin.
 * @throws Error, a sentence: a file is missing or truncated, of another version or observation, or a weight is missing,
 * there twice, of another shape or NaN, or a checksum differs.
 */
export function readModel(model: string): Model {
  const folder = modelPlace(model);
  const place = quoteName(model);
  const names = modelFileNames(place);
  let name = names.next();
  while (!name.done) name = names.next(readNamedSync(folder, name.value));
  return parseModel(name.value, place);
}

/** The same without holding the process up, of a model that may come from elsewhere: links in its folder are refused. */
export async function openModel(model: string): Promise<Model> {
  return parseModel(await readModelFiles(model), quoteName(model));
}

/** The files of a model and no others, to be copied. Links are refused, for they may lead anywhere. */
export async function readModelFiles(model: string): Promise<ModelFiles> {
  const folder = modelPlace(model);
  const names = modelFileNames(quoteName(model));
  let name = names.next();
  while (!name.done) name = names.next(await readNamed(folder, name.value));
  return name.value;
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
  const files = await filesOf(tf, policy, weights);
  parseModel(files, quoteName(folder)); // what could not be read again takes no model's place
  try {
    await removeTree(half); // of a crash
    await writeModelFiles(half, files);
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

/** Writes the files of a model into a folder, which is made. */
export async function writeModelFiles(folder: string, { policy, graph, weights }: ModelFiles): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { name, bytes } of weights) await writeAtomic(join(folder, name), bytes);
  await writeAtomic(join(folder, graphFileName), graph);
  await writeAtomic(join(folder, policyFileName), policy);
}

async function filesOf(tf: TensorFlow, policy: PolicyFile, weights: Float32Array): Promise<ModelFiles> {
  const model = makeLayersModel(tf, policy, weights);
  const saved: ModelFiles[] = [];
  try {
    await model.save(
      tf.io.withSaveHandler((artifacts) => {
        saved.push(savedFiles(policy, artifacts));
        return Promise.resolve({
          modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' as const },
        });
      }),
    );
  } finally {
    model.dispose();
  }
  if (saved.length === 0) throw new Error('the network was not saved');
  return saved[0];
}

type Artifacts = Parameters<Parameters<TensorFlow['io']['withSaveHandler']>[0]>[0];

function savedFiles(policy: PolicyFile, { modelTopology, weightSpecs, weightData }: Artifacts): ModelFiles {
  if (!(weightData instanceof ArrayBuffer) || typeof modelTopology !== 'object') {
    throw new Error('the network gave no weights to be saved');
  }
  const name = 'weights.bin';
  const graph = {
    format: 'layers-model',
    generatedBy: 'NeuralStream',
    convertedBy: null,
    modelTopology,
    weightsManifest: [{ paths: [name], weights: weightSpecs }],
  };
  const others = {
    graph: Buffer.from(`${JSON.stringify(graph, null, 2)}\n`),
    weights: [{ name, bytes: new Uint8Array(weightData) }],
  };
  return { ...others, policy: policyBytes(policy, others) };
}

function readNamedSync(folder: string, name: string): Uint8Array {
  try {
    return readForeignBytesSync(join(folder, name), kindOf(name));
  } catch (error) {
    throw lacking(quoteName(folder), name, error);
  }
}

async function readNamed(folder: string, name: string): Promise<Uint8Array> {
  try {
    const path = join(folder, name);
    const isLink = (await lstat(path)).isSymbolicLink();
    if (isLink) throw new Error(`${shownFile(path, kindOf(name))} is a link; expected a file`);
    return await readForeignBytes(path, kindOf(name));
  } catch (error) {
    throw lacking(quoteName(folder), name, error);
  }
}

function kindOf(name: string): FileKind {
  if (name === policyFileName) return 'policy';
  return name === graphFileName ? 'graph of a model' : 'weights of a model';
}

/** Whatever else is wrong with a file, its own sentence tells. */
function lacking(place: string, name: string, error: unknown): unknown {
  if (!['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return error;
  return new Error(`the model in ${place} lacks ${name}: ${fileFault(error)}`, { cause: error });
}
