import { join } from 'node:path';
import { measureTrace } from '../../core/trace/measures';
import { findFamily, synthesize, traceFamilies } from '../../core/trace/synthesize/synthesize';
import { findWriter, traceWriters } from '../../core/trace/write/writers';
import { writeLines } from '../../node/text-files';
import { defineCommand } from '../command';
import { jsonOption, usage } from '../options';
import { jsonText } from '../terminal';

export const tracesSynthesize = defineCommand({
  name: 'traces synthesize',
  does: 'Makes traces of a kind of network from a seed.',
  options: {
    family: { value: 'ID', help: traceFamilies.map(({ id }) => id).join(', '), required: true },
    out: { value: 'DIR', help: 'folder to write to; made when it is missing', required: true },
    seed: { value: 'N', help: 'the same seed makes the same traces', fallback: '1' },
    count: { value: 'N', help: 'how many', fallback: '12' },
    seconds: { value: 'S', help: 'duration of each', fallback: '480' },
    to: { value: 'ID', help: traceWriters.map(({ id }) => id).join(', '), fallback: 'pensieve' },
    json: jsonOption,
  },
  run(args, { terminal }) {
    const family = usage('--family', () => findFamily(args.text('family')));
    const writer = usage('--to', () => findWriter(args.text('to')));
    const seed = args.number('seed', { least: 0, most: 2 ** 32 - 1, whole: true }) ?? 1;
    const count = args.number('count', { least: 1, most: 10_000, whole: true }) ?? 12;
    const seconds = args.number('seconds', { least: family.stepSeconds, most: 86_400, whole: true }) ?? 480;
    const made = synthesize(family.id, { seed, count, seconds }).map((trace) => {
      const file = join(args.text('out'), trace.name + writer.extension);
      writeLines(file, writer.write(trace));
      return { file, ...measureTrace(trace) };
    });
    if (args.has('json')) terminal.out(jsonText({ family: family.id, seed, traces: made }));
    else terminal.out(made.map(({ file }) => `${file}\n`).join(''));
  },
});
