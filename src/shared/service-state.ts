import * as v from 'valibot';
import { port } from './numbers';

/** Port of the inference service: that of the system which NeuralStream comes from. */
export const defaultServicePort = 5001;

/** How the application's inference service stands. */
export type ServiceState =
  | { readonly type: 'off' }
  | { readonly type: 'starting' }
  | { readonly type: 'on'; readonly address: string }
  /** Why it is not on, in a sentence. */
  | { readonly type: 'failed'; readonly problem: string };

/** What the service's process is started with. */
export const servicePlanSchema = v.object({
  port,
  version: v.string(),
  models: v.array(v.object({ id: v.string(), folder: v.string() })),
  pageFolder: v.string(),
  mediaFolders: v.array(v.string()),
});
export type ServicePlan = v.InferOutput<typeof servicePlanSchema>;

/** To the service's process. */
export const serviceCommandSchema = v.variant('type', [
  v.object({ type: v.literal('start'), plan: servicePlanSchema }),
  v.object({ type: v.literal('stop') }),
]);
export type ServiceCommand = v.InferOutput<typeof serviceCommandSchema>;

/** From it. */
export const serviceNewsSchema = v.variant('type', [
  v.object({ type: v.literal('on'), address: v.string() }),
  v.object({ type: v.literal('failed'), problem: v.string() }),
]);
export type ServiceNews = v.InferOutput<typeof serviceNewsSchema>;
