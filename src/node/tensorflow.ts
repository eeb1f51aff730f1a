import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import util from 'node:util';
import * as v from 'valibot';
import type { TensorFlow } from '../core/agent/network';
import { backendChoiceSchema, type BackendChoice, type TensorBackend } from '../shared/tensor-backend';

/** The variable that says which backend to use, over the settings. */
export const backendVariable = 'NEURALSTREAM_BACKEND';

/** TensorFlow.js, and which backend it computes on. */
export interface LoadedTensorFlow {
  readonly tf: TensorFlow;
  readonly backend: TensorBackend;
}

/**
 * TensorFlow.js on the backend that is asked for; `auto` is native where it loads, else WASM.
 * @throws Error, a sentence, when that backend is not there or does not load.
 */
export async function loadTensorFlow(choice: BackendChoice): Promise<LoadedTensorFlow> {
  if (choice !== 'wasm') {
    try {
      return { tf: nativeTensorFlow(), backend: 'native' };
    } catch (error) {
      if (choice === 'native') throw error;
    }
  }
  return { tf: await wasmTensorFlow(), backend: 'wasm' };
}

/**
 * Native TensorFlow.js, loaded when first asked for.
 * @throws Error, a sentence, when it is not there or does not load.
 */
export function nativeTensorFlow(): TensorFlow {
  restoreOldUtil();
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2'; // it tells of processor features on standard error
  try {
    // Its types are those of @tensorflow/tfjs, whose functions it carries out natively.
    const loaded: TensorFlow = load('@tensorflow/tfjs-node');
    return loaded;
  } catch (error) {
    throw new Error(
      `native TensorFlow.js cannot be loaded: ${why(error)}; "neuralstream doctor" tells more`,
      {
        cause: error,
      },
    );
  }
}

/** True where native TensorFlow.js lies; only loading it tells whether it runs. */
export function nativeIsThere(): boolean {
  try {
    const lib = join(dirname(load.resolve('@tensorflow/tfjs-node/package.json')), 'lib');
    return readdirSync(lib).some((version) => existsSync(join(lib, version, 'tfjs_binding.node')));
  } catch {
    return false; // a lean installation leaves it out
  }
}

/** Version of the WASM backend, which comes with every installation; null where its package is gone. */
export function wasmVersion(): string | null {
  try {
    return v.parse(packageSchema, load('@tensorflow/tfjs-backend-wasm/package.json')).version;
  } catch {
    return null;
  }
}

const packageSchema = v.object({ version: v.string() });

/** The backend that the environment names; null when it names none. @throws Error, a sentence, for any other word. */
export function environmentBackend(env: NodeJS.ProcessEnv = process.env): BackendChoice | null {
  const stated = env[backendVariable];
  if (!stated) return null;
  const parsed = v.safeParse(backendChoiceSchema, stated);
  if (parsed.success) return parsed.output;
  throw new Error(
    `${backendVariable}: expected ${backendChoiceSchema.options.join(', ')}, found "${stated}"`,
  );
}

/** Its binary lies beside the package's script: nothing is fetched. */
async function wasmTensorFlow(): Promise<TensorFlow> {
  try {
    const tf: TensorFlow = load('@tensorflow/tfjs');
    load('@tensorflow/tfjs-backend-wasm');
    if (!(await tf.setBackend('wasm'))) throw new Error('its binary did not start');
    return tf;
  } catch (error) {
    throw new Error(`the WASM backend of TensorFlow.js cannot be loaded: ${why(error)}`, { cause: error });
  }
}

const load = createRequire(import.meta.url);

function why(error: unknown): string {
  return error instanceof Error ? error.message.split('\n')[0] : String(error);
}

/** tfjs-node 4.22 calls two functions that Node 23 took away. */
function restoreOldUtil(): void {
  const old = {
    isNullOrUndefined: (value: unknown): boolean => value === null || value === undefined,
    isArray: Array.isArray,
  };
  for (const [name, value] of Object.entries(old)) {
    if (!(name in util)) Object.defineProperty(util, name, { value });
  }
}
