import { utilityProcess } from 'electron';
import { defaultModel } from '../core/abr/ppo';
import { utilityPort } from '../node/child-port';
import { InferenceClient } from '../node/inference/client';
import { modelFolder } from '../node/models';
import { runFiles } from '../node/training/run-folder';
import { paths } from './paths';
import { runs } from './training';

/** Native inference, in a process that starts with the first decision of an agent. */
export const inference = new InferenceClient(() =>
  utilityPort(
    utilityProcess.fork(paths().inference, [], {
      serviceName: 'NeuralStream inference',
      env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' },
    }),
  ),
);

/** The folder of a model's id. */
export function modelFolderOf(model: string): string {
  if (model === defaultModel) return modelFolder(defaultModel, paths().resources);
  return runFiles(runs().folderOf(model)).model;
}
