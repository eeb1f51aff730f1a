import { backendVariable, environmentBackend } from '../node/tensorflow';
import { backendChoiceSchema, type BackendChoice } from '../shared/tensor-backend';
import { UsageError, type Arguments } from './arguments';

export const backendOption = {
  value: 'ID',
  help: `${backendChoiceSchema.options.join(', ')}: where tensors are computed; auto is native TensorFlow where it loads, else TensorFlow.js' WASM backend (default: ${backendVariable}, else auto)`,
} as const;

/** The backend of --backend, else of the environment. @throws UsageError for any other word. */
export function backendOf(args: Arguments<'backend'>): BackendChoice {
  const stated = args.optional('backend');
  if (stated === null) return environmentBackend() ?? 'auto';
  const choice = backendChoiceSchema.options.find((option) => option === stated);
  if (choice !== undefined) return choice;
  throw new UsageError(`--backend: expected ${backendChoiceSchema.options.join(', ')}, got "${stated}"`);
}
