import type { ChildPort } from '../node/child-port';
import { readArguments, UsageError, type Arguments, type OptionSpecs } from './arguments';
import type { Terminal } from './terminal';

/** What a command is run with. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Starts a built script as a process of its own, with more in its environment. */
  readonly fork: (script: string, env: Readonly<Record<string, string>>) => ChildPort;
}

/** A command, ready to be found by its name, explained and run. */
export interface Command {
  /** One word, or two for a group (`traces info`). */
  readonly name: string;
  /** One sentence. */
  readonly does: string;
  /** What stands behind the name besides options (`FILE`). */
  readonly operands: string;
  readonly options: OptionSpecs;
  /** Runs it and says the exit code. @throws UsageError when it was used wrongly, Error when it failed. */
  readonly run: (words: readonly string[], context: CommandContext) => Promise<number>;
}

interface CommandFields<Specs extends OptionSpecs> {
  readonly name: string;
  readonly does: string;
  readonly operands?: string;
  readonly options: Specs;
  /** Nothing returned is exit code 0. */
  readonly run: (
    args: Arguments<Extract<keyof Specs, string>>,
    context: CommandContext,
  ) => Promise<number | void> | number | void;
}

/** Ties a command's work to its own options: asking for one that it does not state is a type error. */
export function defineCommand<const Specs extends OptionSpecs>(fields: CommandFields<Specs>): Command {
  const { name, does, operands = '', options } = fields;
  return {
    name,
    does,
    operands,
    options,
    run: async (words, context) => {
      const args = readArguments(options, words);
      const [stray] = args.words;
      if (operands === '' && stray !== undefined)
        throw new UsageError(`expected options only, got "${stray}"`);
      return (await fields.run(args, context)) ?? 0;
    },
  };
}

/** The help of one command. */
export function commandHelp({ name, does, operands, options }: Command): string {
  const rows = Object.entries(options).map(([option, { value, help, fallback, required, many }]) => {
    const left = `  --${option}${value ? ` ${value}${many ? '...' : ''}` : ''}`;
    const note = required ? ' (required)' : fallback === undefined ? '' : ` (default: ${fallback})`;
    return { left, right: `${help}${note}` };
  });
  rows.push({ left: '  --help', right: 'this text' });
  const width = Math.max(...rows.map(({ left }) => left.length)) + 2;
  const lines = rows.map(({ left, right }) => left.padEnd(width) + right);
  const usage = ['neuralstream', name, operands, '[options]'].filter((word) => word !== '').join(' ');
  return `${does}\n\nUsage: ${usage}\n\nOptions:\n${lines.join('\n')}\n`;
}
