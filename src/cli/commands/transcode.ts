import { formatLadder, ladders, parseLadder } from '../../core/model/ladder';
import { staysPale } from '../../node/ffmpeg/tone-map';
import { transcode as cut } from '../../node/transcode';
import { UsageError } from '../arguments';
import { defineCommand } from '../command';
import { jsonOption } from '../options';
import { jsonText, progressBar, table } from '../terminal';
import { sentenceOf } from '../../node/platform/sentence';

export const transcode = defineCommand({
  name: 'transcode',
  does: 'Cuts a video into a DASH presentation with the sizes of its chunks.',
  operands: 'FILE',
  options: {
    ladder: {
      value: 'L',
      help: `a name (${Object.keys(ladders).join(', ')}) or levels such as ${formatLadder(ladders.default)}`,
      fallback: 'default',
    },
    'chunk-seconds': { value: 'S', help: 'wanted duration of a chunk, 1 to 10', fallback: '2' },
    out: { value: 'DIR', help: 'folder to make; it must not exist', required: true },
    json: jsonOption,
  },
  async run(args, { terminal, signal }) {
    if (args.words.length !== 1) throw new UsageError(`expected one FILE, got ${args.words.length}`);
    const bar = progressBar(terminal);
    try {
      const presentation = await cut({
        input: args.words[0],
        ladder: ladderOf(args.text('ladder')),
        chunkSeconds: args.number('chunk-seconds', { least: 1, most: 10 }) ?? undefined,
        outFolder: args.text('out'),
        signal,
        onProgress: ({ share, stage }) => bar.show(share, stage),
      });
      bar.end();
      if (await staysPale(presentation.source)) {
        terminal.err(
          'HDR was cut as it stands, for this FFmpeg has no zscale to map it to SDR: colours look pale\n',
        );
      }
      terminal.out(args.has('json') ? jsonText(presentation) : levelsTable(presentation.levels));
    } finally {
      bar.end();
    }
  },
});

function ladderOf(text: string) {
  try {
    return parseLadder(text);
  } catch (error) {
    throw new UsageError(`--${sentenceOf(error)}`);
  }
}

function levelsTable(
  levels: readonly { kbps: number; width: number; height: number; chunkBytes: number[] }[],
): string {
  const rows = levels.map(({ kbps, width, height, chunkBytes }, level) => {
    const bytes = chunkBytes.reduce((sum, one) => sum + one, 0);
    return [`${level}`, `${width}x${height}`, `${kbps}`, `${chunkBytes.length}`, `${bytes}`];
  });
  return table([['level', 'picture', 'kbps', 'chunks', 'bytes'], ...rows]);
}
