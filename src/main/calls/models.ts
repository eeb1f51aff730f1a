import { readModel } from '../../node/models';
import type { Calls } from '../ipc';
import { inference, modelFolderOf } from '../models';

/** Calls about trained models: the player's own copy, and native inference beside it. */
export const modelCalls: Pick<Calls, 'readModel' | 'infer'> = {
  readModel: ({ model }) => readModel(modelFolderOf(model)),
  infer: ({ model, version, input }) => inference.infer(modelFolderOf(model), version, input),
};
