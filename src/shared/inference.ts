import * as v from 'valibot';
import type { Model } from './policy';
import { finiteNumber, messageId } from './numbers';

const numbers = v.custom<Float32Array>((value) => value instanceof Float32Array, 'expected a Float32Array');

/** One question to the native network: the inputs of one decision, as core/agent/features writes them. */
export const inferenceInputSchema = v.object({
  /** `[contextSize]`. */
  context: numbers,
  /** `[levels * candidateSize]`. */
  candidates: numbers,
});
export type InferenceInput = v.InferOutput<typeof inferenceInputSchema>;

/** What the native network makes of it. */
export const inferenceSchema = v.object({
  /** `[level]`; a softmax gives the probabilities. */
  scores: v.array(finiteNumber),
  /** The critic's value: expected discounted rewards to come, in units of the top level's quality. */
  value: finiteNumber,
});
export type Inference = v.InferOutput<typeof inferenceSchema>;

/** Tells the versions of a model apart that one folder holds over time. */
export function modelVersion({ policy }: Model): string {
  return `${policy.training.createdAt} ${policy.training.decisions}`;
}

/** To the inference process. */
export const inferenceQuestionSchema = v.object({
  id: messageId,
  /** Folder of the model, and which of its versions is meant (modelVersion). */
  folder: v.string(),
  version: v.string(),
  input: inferenceInputSchema,
});
export type InferenceQuestion = v.InferOutput<typeof inferenceQuestionSchema>;

/** From it. */
export const inferenceAnswerSchema = v.object({
  id: messageId,
  /** False: there is no native TensorFlow.js, and no result; that is no fault. */
  native: v.boolean(),
  result: v.nullable(inferenceSchema),
  /** Why there is no result, in a sentence. */
  problem: v.nullable(v.string()),
});
export type InferenceAnswer = v.InferOutput<typeof inferenceAnswerSchema>;
