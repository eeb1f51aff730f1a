import * as v from 'valibot';
import { idSchema as id } from '../id';
import { inferenceInputSchema, type Inference } from '../inference';
import type { Model } from '../policy';
import { stated } from './entry';

/** Trained models in play. */
export const modelContract = {
  /** A model by its id: `default` (the application's) or a training run's. */
  readModel: { request: v.object({ model: id }), response: stated<Model>() },
  /** Native TensorFlow.js' scores for the inputs of one decision; null where it is not installed or not wanted. */
  infer: {
    request: v.object({ model: id, version: v.string(), input: inferenceInputSchema }),
    response: stated<Inference | null>(),
  },
};
