import * as v from 'valibot';
import type { TensorFlow } from '../../core/agent/network';
import {
  inferenceQuestionSchema,
  modelVersion,
  type InferenceAnswer,
  type InferenceQuestion,
} from '../../shared/inference';
import { readModel } from '../models';
import { parentPort } from '../parent-port';
import { nativeTensorFlow } from '../tensorflow';
import { NativeModel } from './native-model';
import { sentenceOf } from '../platform/sentence';

/** The inference process: native TensorFlow.js answers for the models that are asked for, each read once. */
const port = parentPort();
const tf = nativeOrNull();
const models = new Map<string, { version: string; model: NativeModel }>();

port.onMessage((message) => port.post(answerTo(v.parse(inferenceQuestionSchema, message))));
port.onClosed(() => process.exit());

function answerTo({ id, folder, version, input }: InferenceQuestion): InferenceAnswer {
  if (tf === null) return { id, native: false, result: null, problem: null };
  try {
    return { id, native: true, result: modelIn(tf, folder, version).infer(input), problem: null };
  } catch (error) {
    const problem = sentenceOf(error);
    return { id, native: true, result: null, problem };
  }
}

/** A lean installation has none, and says so to each question. */
function nativeOrNull(): TensorFlow | null {
  try {
    return nativeTensorFlow();
  } catch {
    return null;
  }
}

/** The version that is asked for, read once; an older one of the same folder is let go. */
function modelIn(tf: TensorFlow, folder: string, version: string): NativeModel {
  const known = models.get(folder);
  if (known?.version === version) return known.model;
  const read = readModel(folder);
  if (modelVersion(read) !== version) {
    throw new Error('the agent was trained further since it was loaded; start the comparison anew');
  }
  known?.model.dispose();
  const model = new NativeModel(tf, read);
  models.set(folder, { version, model });
  return model;
}
