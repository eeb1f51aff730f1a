import { dialog, shell } from 'electron';
import { probe } from '../../node/ffmpeg/probe';
import { staysPale } from '../../node/ffmpeg/tone-map';
import { childPath } from '../../node/platform/child-path';
import { playedEntries } from '../awake';
import type { libraryContract } from '../../shared/contract/library';
import type { CallsOf } from '../../shared/contract/entry';
import { jobs, library, startPreparing, startSample } from '../library';

const videoExtensions = 'mp4 m4v mov mkv webm avi ts m2ts mts flv wmv mpg mpeg ogv 3gp y4m'.split(' ');

/** Calls that open, prepare and keep videos. */
export const libraryCalls: CallsOf<typeof libraryContract> = {
  async chooseVideo() {
    const { filePaths } = await dialog.showOpenDialog({
      title: 'Open a video',
      properties: ['openFile'],
      filters: [
        { name: 'Videos', extensions: videoExtensions },
        { name: 'All files', extensions: ['*'] },
      ],
    });
    return filePaths[0] ?? null;
  },
  async probeVideo({ path }) {
    const info = await probe(path);
    return { ...info, palePicture: await staysPale(info) };
  },
  makeSample: (options) => startSample(options),
  prepareVideo: ({ path, ...options }) => startPreparing(path, options),
  cancelJob: ({ id }) => jobs.cancel(id),
  listJobs: () => jobs.list(),
  listLibrary: async () => (await library()).list(),
  async removeEntry({ id }) {
    if (playedEntries().includes(id)) {
      throw new Error('This video is being played; finish the comparison before you remove it.');
    }
    await (await library()).remove(id);
  },
  async showEntry({ id }) {
    const entry = await (await library()).get(id);
    shell.showItemInFolder(childPath(entry.folder, entry.presentation.manifest));
  },
};
