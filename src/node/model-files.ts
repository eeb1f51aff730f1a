import { checkForeign } from '../shared/foreign';
import * as v from 'valibot';
import { Layout, type Part } from '../core/agent/layout';
import { quote } from '../core/text/quote';
import { parseJson } from '../core/text/json';
import { atLeastOne } from '../shared/numbers';
import { parsePolicy, type Model } from '../shared/policy';
import { checksumFault, isWhole, sha256, withChecksum } from './platform/checksum';

/** What a model's folder holds: these files and no others. */
export interface ModelFiles {
  /** policy.json: the network's units and what it observes. */
  readonly policy: Uint8Array;
  /** model.json: the graph for TensorFlow.js, and the weights' names, shapes and files. */
  readonly graph: Uint8Array;
  /** The weights, one behind the other in the order of model.json. */
  readonly weights: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

export const policyFileName = 'policy.json';
export const graphFileName = 'model.json';

/** Of all files of weights together; the largest network that a policy may state has 9 MB. */
const mostWeightBytes = 16 * 1024 * 1024;

/** A file's name as TensorFlow.js gives it, which stays in its folder on every system: `group1-shard1of2.bin`. */
const weightsFileName = /^\w[\w-]*(\.[\w-]+)*$/;

const weightSchema = v.object({
  name: v.string(),
  shape: v.array(atLeastOne),
  dtype: v.literal('float32'),
  quantization: v.optional(v.never()),
});

/** One group of weights, as every model of ours has. */
const graphSchema = v.object({
  weightsManifest: v.strictTuple([v.object({ paths: v.array(v.string()), weights: v.array(weightSchema) })]),
});

/** The SHA-256 of the other files, beside what policy.json tells of the model; those of earlier versions have none. */
const checksumsSchema = v.object({ checksums: v.optional(v.record(v.string(), v.string()), {}) });

/**
 * Says which files a model has, one after the other, and is given their bytes. `place` names the model in messages.
 * @throws Error, a sentence, when model.json names something else than files of its own folder.
 */
export function* modelFileNames(place: string): Generator<string, ModelFiles, Uint8Array> {
  const policy = yield policyFileName;
  const graph = yield graphFileName;
  const weights: { name: string; bytes: Uint8Array }[] = [];
  let size = 0;
  for (const name of weightsFileNames(graph, place)) {
    const bytes = yield name;
    size += bytes.length;
    if (size > mostWeightBytes) {
      throw new Error(
        `${place}: expected at most ${mostWeightBytes} bytes of weights, found more in ${name}`,
      );
    }
    weights.push({ name, bytes });
  }
  return { policy, graph, weights };
}

/**
 * The model of its files' bytes.
 * @throws Error, a sentence: a file is of another version or observation or does not match its checksum, or a weight is
 * missing, there twice, of another shape or NaN.
 */
export function parseModel(model: ModelFiles, place: string): Model {
  const { graph, weights: files } = model;
  const policyFile = `${place}/${policyFileName}`;
  const stated = parseJson(policyFile, textOf(model.policy));
  const policy = parsePolicy(stated, policyFile);
  const { weights: specs } = parseGraph(graph, place);
  const layout = new Layout(policy);
  const bytes = Buffer.concat(files.map((file) => file.bytes));
  if (bytes.length !== layout.size * 4) {
    throw new Error(`${place}: expected ${layout.size * 4} bytes of weights, found ${bytes.length}`);
  }
  const weights = new Float32Array(layout.size);
  let at = 0;
  for (const part of storedParts(layout, specs, `${place}/${graphFileName}`)) {
    for (let i = 0; i < part.size; i++, at += 4) {
      const weight = bytes.readFloatLE(at);
      if (!Number.isFinite(weight)) {
        throw new Error(`${place}: expected numbers, found ${weight} in ${part.name} at ${i}`);
      }
      weights[part.start + i] = weight;
    }
  }
  checkChecksums(stated, model, place);
  return { policy, weights };
}

/** The bytes of policy.json, which holds its own checksum and those of the other files. */
export function policyBytes(policy: object, others: Omit<ModelFiles, 'policy'>): Uint8Array {
  const checksums = Object.fromEntries(checksumsOf(others));
  return Buffer.from(`${JSON.stringify(withChecksum({ ...policy, checksums }), null, 2)}\n`);
}

function checkChecksums(stated: unknown, model: ModelFiles, place: string): void {
  const { checksums } = v.parse(checksumsSchema, stated);
  for (const [name, checksum] of checksumsOf(model)) {
    const isDamaged = checksums[name] !== undefined && checksums[name] !== checksum;
    if (isDamaged) throw new Error(`${place}/${name}: ${checksumFault}`);
  }
  if (!isWhole(stated)) throw new Error(`${place}/${policyFileName}: ${checksumFault}`);
}

/** That of model.json is of its values: a checkout on Windows may change the ends of its lines. */
function checksumsOf({ graph, weights }: Omit<ModelFiles, 'policy'>): [name: string, checksum: string][] {
  const values = JSON.stringify(parseJson(graphFileName, textOf(graph)));
  return [
    ...weights.map(({ name, bytes }): [string, string] => [name, sha256(bytes)]),
    [graphFileName, sha256(values)],
  ];
}

/** The network's parts in the order in which they are stored: each of them once, in its shape. */
function storedParts(
  { parts }: Layout,
  specs: readonly { readonly name: string; readonly shape: readonly number[] }[],
  place: string,
): Part[] {
  const missing = new Map(parts.map((part) => [part.name, part]));
  const stored = specs.map(({ name, shape }) => {
    const part = missing.get(name);
    if (part === undefined) {
      const known = parts.some((each) => each.name === name);
      throw new Error(
        `${place}: expected the weights of policy.json's network once, found ${quote(name)}${known ? ' twice' : ''}`,
      );
    }
    if (part.shape.join() !== shape.join()) {
      throw new Error(
        `${place}: expected the weights of policy.json's network, found ${name} [${quote(shape.join())}] for [${part.shape.join()}]`,
      );
    }
    missing.delete(name);
    return part;
  });
  const [absent] = missing.keys();
  if (absent !== undefined) {
    throw new Error(`${place}: expected the weights of policy.json's network, found none of ${absent}`);
  }
  return stored;
}

function weightsFileNames(graph: Uint8Array, place: string): string[] {
  const { paths } = parseGraph(graph, place);
  const names = paths.map((path) => path.slice(path.lastIndexOf('/') + 1));
  const taken = new Set([policyFileName, graphFileName]);
  for (const name of names) {
    const isFree = !taken.has(name.toLowerCase());
    if (!isFree || !weightsFileName.test(name)) {
      throw new Error(
        `${place}/${graphFileName}: expected the name of a file of weights, found ${quote(name)}${isFree ? '' : ' again'}`,
      );
    }
    taken.add(name.toLowerCase());
  }
  return names;
}

function parseGraph(
  bytes: Uint8Array,
  place: string,
): v.InferOutput<typeof graphSchema>['weightsManifest'][0] {
  const file = `${place}/${graphFileName}`;
  const checked = checkForeign(graphSchema, parseJson(file, textOf(bytes)));
  if (checked.success) return checked.output.weightsManifest[0];
  throw new Error(`${file}: ${checked.problem}`);
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}
