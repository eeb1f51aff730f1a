import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { fitLadder, ladders } from '../src/core/model/ladder';
import { ffmpegExecutable } from '../src/node/ffmpeg/binary';
import { probe } from '../src/node/ffmpeg/probe';
import { makeSampleClip } from '../src/node/ffmpeg/sample-clip';
import { transcode } from '../src/node/transcode';
import { encodeOptions, manifestName } from '../src/node/transcode/args';

/**
 * Wall time of `transcode` (probe, encoding, sizes, poster, sidecar) against the plain ffmpeg command with the same
 * settings, in turn in the same run; the ratio of the sums must be at most 1.1.
 */
const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '30' }, rounds: { type: 'string', default: '4' } },
  allowPositionals: true,
});
const mostRatio = 1.1;

async function secondsOf(job: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await job();
  return (performance.now() - start) / 1000;
}

async function plainCommand(input: string, folder: string): Promise<void> {
  await mkdir(folder);
  const info = await probe(input);
  const plan = { info, levels: fitLadder(ladders.default, info), chunkSeconds: 2, toneMap: false };
  const args = ['-y', '-v', 'error', '-nostdin', '-i', input, ...encodeOptions(plan), manifestName];
  await promisify(execFile)(ffmpegExecutable(), args, { cwd: folder });
}

const folder = await mkdtemp(join(tmpdir(), 'neuralstream-bench-'));
try {
  const input = join(folder, 'sample.mp4');
  const made = await secondsOf(() => makeSampleClip({ file: input, seconds: Number(values.seconds) }));
  console.log(`sample clip of ${values.seconds} s made in ${made.toFixed(1)} s`);
  const sums = { ours: 0, plain: 0 };
  console.log('round   ours s  plain s  ratio');
  for (let round = 1; round <= Number(values.rounds); round++) {
    // The order changes from round to round, so that a load from outside does not always meet the same one.
    const jobs = {
      ours: () => secondsOf(() => transcode({ input, outFolder: join(folder, `ours-${round}`) })),
      plain: () => secondsOf(() => plainCommand(input, join(folder, `plain-${round}`))),
    };
    const early = round % 2 === 0 ? await jobs.plain() : null;
    const ours = await jobs.ours();
    const plain = early ?? (await jobs.plain());
    sums.ours += ours;
    sums.plain += plain;
    const cells = [
      ours.toFixed(2).padStart(7),
      plain.toFixed(2).padStart(8),
      (ours / plain).toFixed(3).padStart(6),
    ];
    console.log(`${String(round).padStart(5)}  ${cells.join(' ')}`);
  }
  const ratio = sums.ours / sums.plain;
  console.log(
    `load average of the last minute: ${loadavg()[0].toFixed(1)} (about 2 is an idle machine of 2 cores)`,
  );
  console.log(`all rounds: ${ratio.toFixed(3)} (at most ${mostRatio})`);
  if (ratio > mostRatio) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
