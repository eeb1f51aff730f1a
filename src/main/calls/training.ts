import { dialog, shell } from 'electron';
import { extname } from 'node:path';
import { exportAgent } from '../../node/export/export-agent';
import { openModel } from '../../node/models';
import { isBeingTrained } from '../../node/training/run-folder';
import { exportTarget } from '../../shared/exports';
import type { trainingContract } from '../../shared/contract/training';
import type { CallsOf } from '../../shared/contract/entry';
import { modelFolderOf } from '../models';
import { paths } from '../paths';
import { beginTraining, commandTraining, continueTraining, runs, trainingNow } from '../training';
import { planOf } from '../training-plan';

/** Calls that train agents and keep their history. */
export const trainingCalls: CallsOf<typeof trainingContract> = {
  listRuns: () => runs().settled(),
  readRun: ({ id }) => runs().open(id),
  startTraining: (request) => beginTraining(runs().newId(), () => planOf(request)),
  continueTraining: ({ id }) => continueTraining(id),
  pauseTraining: () => commandTraining('pause'),
  resumeTraining: () => commandTraining('resume'),
  stopTraining: () => commandTraining('stop'),
  trainingNow: () => trainingNow(),
  renameRun: ({ id, name }) => runs().rename(id, name),
  async removeRun({ id }) {
    // One that is only about to begin does not hold its folder yet.
    if (id === trainingNow()) throw new Error(isBeingTrained);
    await runs().remove(id);
  },
  showRun: ({ id }) => shell.showItemInFolder(runs().folderOf(id)),
  async exportRun({ id }) {
    const folder = await chooseFolder('Export the model into a folder');
    return folder === null ? null : runs().exportModel(id, folder);
  },
  async exportAgent({ model, target, qoe }) {
    const { extension } = exportTarget(target);
    const { filePath } = await dialog.showSaveDialog({
      title: 'Export the agent',
      defaultPath: `neuralstream-${target}${extension}`,
    });
    if (!filePath) return null;
    // The dialog has asked whether what is there may be replaced, but for a name that it was not told whole.
    const named = extname(filePath) !== '';
    const file = named ? filePath : filePath + extension;
    const webFolder = paths().web;
    await exportAgent({
      model: await openModel(modelFolderOf(model)),
      target,
      qoe,
      file,
      replace: named,
      webFolder,
    });
    return file;
  },
  async importModel() {
    const folder = await chooseFolder('Import a model: the folder that holds its policy.json');
    return folder === null ? null : runs().importModel(folder);
  },
};

async function chooseFolder(title: string): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog({
    title,
    properties: ['openDirectory', 'createDirectory'],
  });
  return filePaths[0] ?? null;
}
