import { openModel } from '../../node/models';
import type { modelContract } from '../../shared/contract/models';
import type { CallsOf } from '../../shared/contract/entry';
import { inference, modelFolderOf } from '../models';
import { wantedBackend } from '../tensor-backend';

/** Calls about trained models: the player's own copy, and native inference beside it. */
export const modelCalls: CallsOf<typeof modelContract> = {
  readModel: ({ model }) => openModel(modelFolderOf(model)),
  async infer({ model, version, input }) {
    const wanted = await wantedBackend();
    if (wanted === 'wasm') return null;
    const found = await inference.infer(modelFolderOf(model), version, input);
    if (found === null && wanted === 'native') throw new Error('native TensorFlow.js cannot be loaded');
    return found;
  },
};
