import * as v from 'valibot';

/** Where an agent's tensors are computed: native TensorFlow, or TensorFlow.js' WASM backend where that cannot go. */
export const tensorBackendSchema = v.picklist(['native', 'wasm']);
export type TensorBackend = v.InferOutput<typeof tensorBackendSchema>;

/** What is asked for; `auto` is native where it loads, else WASM. */
export const backendChoiceSchema = v.picklist(['auto', 'native', 'wasm']);
export type BackendChoice = v.InferOutput<typeof backendChoiceSchema>;

/** The backend that a choice leads to. */
export function expectedBackend(choice: BackendChoice, nativeIsThere: boolean): TensorBackend {
  if (choice !== 'auto') return choice;
  return nativeIsThere ? 'native' : 'wasm';
}

/** How many times longer training takes on WASM, as `npm run bench:training -- --backends` printed it (docs/lean.md). */
export const wasmTimesSlower = 2.4;

/** What users read of a backend. */
export function backendWords(backend: TensorBackend): string {
  if (backend === 'native') return 'native TensorFlow';
  return `TensorFlow.js WASM, about ${wasmTimesSlower} times slower than native`;
}
