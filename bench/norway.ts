import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ppo } from '../src/core/abr/ppo';
import { parsePublishedLog } from '../src/core/benchmark/published-log';
import { bootstrapInterval } from '../src/core/benchmark/bootstrap';
import { mean } from '../src/core/benchmark/statistics';
import { makeQoe } from '../src/core/qoe/qoe';
import { judge } from '../src/core/rl/judge';
import { TraceBandwidth } from '../src/core/trace/bandwidth';
import { modelFolder, projectResources, readModel } from '../src/node/models';
import { policyOf } from '../src/shared/policy';
import { readTraces } from '../src/node/trace-files';
import { readVideo } from '../src/node/video-files';

/**
 * Trained agents on the open Norway test traces against the published logs of the same traces, trace by trace:
 * `npm run bench:norway -- --data DIR MODEL...`. Mean QoE_lin per chunk without chunk 0, and for each published algorithm
 * the mean difference with its paired 95 % bootstrap interval over the traces.
 */
const words = process.argv.slice(2);
const at = words.indexOf('--data');
if (at < 0) throw new Error('expected --data DIR, the folder of public data');
const data = words[at + 1];
const models = words.filter((_, i) => i !== at && i !== at + 1);

const video = readVideo(path.join(data, 'video/envivio'));
const qoe = makeQoe('lin', video.ladderKbps);
const traces = readTraces([path.join(data, 'reference/norway/traces')]);
const logs = path.join(data, 'reference/norway/logs');
const published = readdirSync(logs).map((algorithm) => ({
  algorithm,
  values: traces.map(({ name }) => loggedQoe(path.join(logs, algorithm, name))),
}));
for (const { algorithm, values } of published)
  console.log(`${algorithm.padEnd(8)} ${mean(values).toFixed(4)}`);

const means = (models.length > 0 ? models : ['default']).map((model) => {
  const policy = policyOf(readModel(modelFolder(model, projectResources())));
  const values = traces.map((trace) => {
    const bandwidth = new TraceBandwidth(trace);
    const session = { video, qoe, bandwidth, bufferCapSeconds: 60, hidesSizes: false };
    return judge([session], (context) => ppo(context, policy)).qoe;
  });
  console.log(`\n${path.basename(model)}: ${mean(values).toFixed(4)} on ${traces.length} traces`);
  for (const other of published) {
    const differences = values.map((value, i) => value - other.values[i]);
    const [low, high] = bootstrapInterval(differences);
    console.log(
      `  over ${other.algorithm.padEnd(8)} ${mean(differences).toFixed(4)}, 95 % from ${low.toFixed(4)} to ${high.toFixed(4)}`,
    );
  }
  return mean(values);
});
if (means.length > 1) {
  console.log(
    `\nof ${means.length} agents: mean ${mean(means).toFixed(4)}, worst ${Math.min(...means).toFixed(4)}`,
  );
}

/** Mean reward of a published log without its first row, as published. */
function loggedQoe(file: string): number {
  const rows = parsePublishedLog(path.basename(file), readFileSync(file, 'utf8'));
  return mean(rows.slice(1).map(({ reward }) => reward));
}
