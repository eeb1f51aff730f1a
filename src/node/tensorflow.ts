import { createRequire } from 'node:module';
import util from 'node:util';
import type { TensorFlow } from '../core/rl/network';

/**
 * Native TensorFlow.js, loaded when first asked for.
 * @throws Error, a sentence, when it is not there or does not load.
 */
export function nativeTensorFlow(): TensorFlow {
  restoreOldUtil();
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2'; // it tells of processor features on standard error
  try {
    // Its types are those of @tensorflow/tfjs, whose functions it carries out natively.
    const loaded: TensorFlow = createRequire(import.meta.url)('@tensorflow/tfjs-node');
    return loaded;
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new Error(`native TensorFlow.js cannot be loaded: ${why}; "neuralstream doctor" tells more`, {
      cause: error,
    });
  }
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
