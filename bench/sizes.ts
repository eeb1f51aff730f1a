import path from 'node:path';
import { ppo } from '../src/core/abr/ppo';
import { bootstrapInterval } from '../src/core/stats/bootstrap';
import { mean } from '../src/core/stats/statistics';
import { makeQoe } from '../src/core/qoe/qoe';
import { evaluate } from '../src/core/training/evaluate';
import { TraceBandwidth } from '../src/core/trace/bandwidth';
import { modelFolder, projectResources, readModel } from '../src/node/models';
import { readTraces } from '../src/node/trace-files';
import { readVideo } from '../src/node/video-files';
import { policyOf } from '../src/shared/policy';

/**
 * What an agent loses where chunk sizes are not known, as in other programs' pages: `npm run bench:sizes -- --data DIR
 * [MODEL]`. The same sessions with and without sizes: mean QoE_lin per chunk without chunk 0 under the pensieve player, and
 * the mean difference with its paired 95 % bootstrap interval over the traces.
 */
const words = process.argv.slice(2);
const at = words.indexOf('--data');
if (at < 0 || words[at + 1] === undefined) throw new Error('expected --data DIR, the folder of public data');
const data = words[at + 1];
const model = words.find((_, i) => i !== at && i !== at + 1) ?? 'default';

const policy = policyOf(readModel(modelFolder(model, projectResources())));
const videos = ['video/envivio', 'video/bbb.json'];
const traceFolders = ['reference/norway/traces', 'traces/fcc-valid', 'traces/lte-belgium'];

console.log('video          traces                   sessions   with  without    loss  95 % of the loss');
for (const videoPath of videos) {
  const video = readVideo(path.join(data, videoPath));
  const qoe = makeQoe('lin', video.ladderKbps);
  for (const folder of traceFolders) {
    const traces = readTraces([path.join(data, folder)]);
    const played = (hidesSizes: boolean): number[] =>
      traces.map((trace) => {
        const session = {
          video,
          qoe,
          bandwidth: new TraceBandwidth(trace),
          bufferCapSeconds: 60,
          hidesSizes,
        };
        return evaluate([session], (context) => ppo(context, policy)).qoe;
      });
    const [told, hidden] = [played(false), played(true)];
    const losses = told.map((value, i) => value - hidden[i]);
    const [low, high] = bootstrapInterval(losses);
    const figures = [mean(told), mean(hidden), mean(losses)].map((value) => value.toFixed(4).padStart(8));
    console.log(
      `${path.basename(videoPath).padEnd(14)} ${folder.padEnd(24)} ${`${traces.length}`.padStart(8)}${figures.join('')}  ${low.toFixed(4)} to ${high.toFixed(4)}`,
    );
  }
}
