import { join } from 'node:path';
import { findFormat } from '../core/trace/parse/detect';
import type { Trace } from '../core/trace/bandwidth';
import { applyOperation, type TraceOperation } from '../core/trace/operations';
import { findWriter, traceWriters } from '../core/trace/write/writers';
import { writeLines } from '../node/text-files';
import { readTraces, traceFileName } from '../node/trace-files';
import type { Arguments } from './arguments';
import { formatOption, jsonOption, usage } from './options';
import { jsonText, type Terminal } from './terminal';
import { operandPaths } from './trace-paths';
import { sentenceOf } from '../node/platform/sentence';

/** Options of every command that reads traces and writes some. */
export const outputOptions = {
  out: { value: 'DIR', help: 'folder to write to; made when it is missing', required: true },
  to: { value: 'ID', help: traceWriters.map(({ id }) => id).join(', '), fallback: 'pensieve' },
  format: formatOption,
  json: jsonOption,
} as const;

type OutputArguments = Arguments<keyof typeof outputOptions>;

/** The traces that the operands name; --to is checked before they are read. */
export function operandTraces(args: OutputArguments): Trace[] {
  usage('--to', () => findWriter(args.text('to')));
  const format = args.optional('format') ?? undefined;
  if (format !== undefined) usage('--format', () => findFormat(format));
  return readTraces(operandPaths(args), format);
}

/** Writes each trace into a file below --out, in the folder that `folderOf` names, and says which. */
export function writeOutput(
  args: OutputArguments,
  terminal: Terminal,
  traces: readonly Trace[],
  folderOf: (index: number) => string = () => '',
): void {
  const writer = findWriter(args.text('to'));
  const taken = new Set<string>();
  const files = traces.map((trace, i) => {
    const file = join(args.text('out'), folderOf(i), traceFileName(trace, writer));
    if (taken.has(file))
      throw new Error(`two traces would be written to ${file}; convert them into folders of their own`);
    taken.add(file);
    writeLines(file, writer.write(trace));
    return file;
  });
  terminal.out(args.has('json') ? jsonText({ files }) : files.map((file) => `${file}\n`).join(''));
}

/** Does the same to every trace; what nothing is left of is told on standard error. */
export function writeOperated(args: OutputArguments, terminal: Terminal, operation: TraceOperation): void {
  const problems: string[] = [];
  const made = operandTraces(args).flatMap((trace) => {
    try {
      return applyOperation(trace, operation);
    } catch (error) {
      problems.push(sentenceOf(error));
      return [];
    }
  });
  terminal.err(problems.map((problem) => `left out: ${problem}\n`).join(''));
  if (made.length === 0) throw new Error('nothing is left of any trace');
  writeOutput(args, terminal, made);
}
