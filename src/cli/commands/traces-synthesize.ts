import { join } from 'node:path';
import { indexFamily } from '../../core/trace/synthesize/index-of';
import { findFamily, synthesize, traceFamilies } from '../../core/trace/synthesize/synthesize';
import { findWriter, traceWriters } from '../../core/trace/write/writers';
import { writeLines } from '../../node/text-files';
import { defineCommand } from '../command';
import { jsonOption, usage } from '../options';
import { jsonText } from '../terminal';

export const tracesSynthesize = defineCommand({
  name: 'traces synthesize',
  does: 'Makes traces of a kind of network from a seed, and an index.json that tells what they are like.',
  options: {
    family: { value: 'ID', help: `${traceFamilies.map(({ id }) => id).join(', ')} or all`, required: true },
    out: { value: 'DIR', help: 'folder to write to; made when it is missing', required: true },
    seed: { value: 'N', help: 'the same seed makes the same traces', fallback: '1' },
    count: { value: 'N', help: 'how many (default: as many as the set that comes with the application)' },
    seconds: { value: 'S', help: 'duration of each', fallback: '480' },
    to: { value: 'ID', help: traceWriters.map(({ id }) => id).join(', '), fallback: 'pensieve' },
    json: jsonOption,
  },
  run(args, { terminal }) {
    const wanted = args.text('family');
    const families = wanted === 'all' ? traceFamilies : [usage('--family', () => findFamily(wanted))];
    const writer = usage('--to', () => findWriter(args.text('to')));
    const seed = args.number('seed', { least: 0, most: 2 ** 32 - 1, whole: true }) ?? 1;
    const givenCount = args.number('count', { least: 1, most: 10_000, whole: true });
    const seconds = args.number('seconds', { least: 5, most: 86_400, whole: true }) ?? 480;
    const folder = args.text('out');
    const indexes = families.map((family) => {
      const count = givenCount ?? family.setCount;
      const files = synthesize(family.id, { seed, count, seconds }).map((trace) => {
        const file = trace.name + writer.extension;
        writeLines(join(folder, file), writer.write(trace));
        return { file, trace };
      });
      return indexFamily(family, { seed, seconds }, files);
    });
    const index = jsonText({ format: writer.id, families: indexes });
    writeLines(join(folder, 'index.json'), index.trimEnd().split('\n'));
    if (args.has('json')) terminal.out(index);
    else
      terminal.out(
        indexes.flatMap(({ traces }) => traces.map(({ file }) => `${join(folder, file)}\n`)).join(''),
      );
  },
});
