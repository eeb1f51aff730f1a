import { join } from 'node:path';
import { findWriter, traceWriters } from '../../core/trace/write/writers';
import { findFormat } from '../../core/trace/parse/detect';
import { writeLines } from '../../node/text-files';
import { readTraces, traceFileName } from '../../node/trace-files';
import { UsageError } from '../arguments';
import { defineCommand } from '../command';
import { formatOption, jsonOption, usage } from '../options';
import { jsonText } from '../terminal';

export const tracesConvert = defineCommand({
  name: 'traces convert',
  does: 'Writes traces of any known format in another one, a file for each trace.',
  operands: 'PATH...',
  options: {
    to: { value: 'ID', help: traceWriters.map(({ id }) => id).join(', '), required: true },
    out: { value: 'DIR', help: 'folder to write to; made when it is missing', required: true },
    format: formatOption,
    json: jsonOption,
  },
  run(args, { terminal }) {
    if (args.words.length === 0) throw new UsageError('expected files or folders of traces, got none');
    const writer = usage('--to', () => findWriter(args.text('to')));
    const format = args.optional('format') ?? undefined;
    if (format !== undefined) usage('--format', () => findFormat(format));
    const taken = new Set<string>();
    const files = readTraces(args.words, format).map((trace) => {
      const file = join(args.text('out'), traceFileName(trace, writer));
      if (taken.has(file))
        throw new Error(`two traces would be written to ${file}; convert them into folders of their own`);
      taken.add(file);
      writeLines(file, writer.write(trace));
      return file;
    });
    terminal.out(args.has('json') ? jsonText({ files }) : files.map((file) => `${file}\n`).join(''));
  },
});
