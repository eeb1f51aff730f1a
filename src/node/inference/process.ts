import * as v from 'valibot';
import { inferenceQuestionSchema, modelVersion, type InferenceAnswer } from '../../shared/inference';
import { readModel } from '../models';
import { parentPort } from '../parent-port';
import { nativeTensorFlow } from '../tensorflow';
import { NativeModel } from './native-model';

/** The inference process: native TensorFlow.js answers for the models that are asked for, each read once. */
const port = parentPort();
const models = new Map<string, { version: string; model: NativeModel }>();

port.onMessage((message) => {
  const { id, folder, version, input } = v.parse(inferenceQuestionSchema, message);
  let answer: InferenceAnswer;
  try {
    answer = { id, result: modelIn(folder, version).infer(input), problem: null };
  } catch (error) {
    answer = { id, result: null, problem: error instanceof Error ? error.message : String(error) };
  }
  port.post(answer);
});
port.onClosed(() => process.exit());

/** The version that is asked for, read once; an older one of the same folder is let go. */
function modelIn(folder: string, version: string): NativeModel {
  const known = models.get(folder);
  if (known?.version === version) return known.model;
  const read = readModel(folder);
  if (modelVersion(read) !== version) {
    throw new Error('the agent was trained further since it was loaded; start the comparison anew');
  }
  known?.model.dispose();
  const model = new NativeModel(nativeTensorFlow(), read);
  models.set(folder, { version, model });
  return model;
}
