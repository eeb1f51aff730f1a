import { statSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { inferenceQuestionSchema, type InferenceAnswer } from '../../shared/inference';
import { readModel } from '../models';
import { parentPort } from '../parent-port';
import { nativeTensorFlow } from '../tensorflow';
import { NativeModel } from './native-model';

/** The inference process: native TensorFlow.js answers for the models that are asked for, each read once. */
const port = parentPort();
const models = new Map<string, NativeModel>();

port.onMessage((message) => {
  const { id, folder, input } = v.parse(inferenceQuestionSchema, message);
  let answer: InferenceAnswer;
  try {
    answer = { id, result: modelIn(folder).infer(input), problem: null };
  } catch (error) {
    answer = { id, result: null, problem: error instanceof Error ? error.message : String(error) };
  }
  port.post(answer);
});
port.onClosed(() => process.exit());

/** A run that goes on writes its model anew: what is known of a folder holds until its policy.json changes. */
function modelIn(folder: string): NativeModel {
  const key = `${folder} ${statSync(join(folder, 'policy.json'), { throwIfNoEntry: false })?.mtimeMs}`;
  const known = models.get(key);
  if (known) return known;
  const model = new NativeModel(nativeTensorFlow(), readModel(folder));
  models.set(key, model);
  return model;
}
