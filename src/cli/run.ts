import { applicationVersion } from '../node/application-version';
import { UsageError } from './arguments';
import { commandHelp, type Command, type CommandContext } from './command';
import { bench } from './commands/bench';
import { doctor } from './commands/doctor';
import { serve } from './commands/serve';
import { exportCommand } from './commands/export';
import { simulate } from './commands/simulate';
import { tracesClip } from './commands/traces-clip';
import { tracesConvert } from './commands/traces-convert';
import { tracesInfo } from './commands/traces-info';
import { tracesResample } from './commands/traces-resample';
import { tracesScale } from './commands/traces-scale';
import { tracesSplit } from './commands/traces-split';
import { tracesSynthesize } from './commands/traces-synthesize';
import { train } from './commands/train';
import { transcode } from './commands/transcode';
import { verify } from './commands/verify';
import { sentenceOf } from '../node/platform/sentence';

/** Every command: a new one is a file and a word here. */
export const commands: readonly Command[] = [
  doctor,
  transcode,
  verify,
  bench,
  simulate,
  train,
  serve,
  exportCommand,
  tracesInfo,
  tracesConvert,
  tracesSynthesize,
  tracesClip,
  tracesScale,
  tracesResample,
  tracesSplit,
];

/** Runs the command that the words name: 0, 1 for a failure, 2 for wrong use. Never throws. */
export async function runCli(words: readonly string[], context: CommandContext): Promise<number> {
  const { terminal } = context;
  if (words[0] === '--version') {
    terminal.out(`${applicationVersion}\n`);
    return 0;
  }
  const command = findCommand(words);
  const rest = command ? words.slice(command.name.split(' ').length) : words;
  if (asksForHelp(rest) || (command === null && words.length === 0)) {
    terminal.out(command ? commandHelp(command) : overview(words));
    return 0;
  }
  try {
    if (command === null) throw new UsageError(`unknown command "${words.slice(0, 2).join(' ')}"`);
    return await command.run(rest, context);
  } catch (error) {
    const message = sentenceOf(error);
    terminal.err(`neuralstream: ${message}\n`);
    if (!(error instanceof UsageError)) return 1;
    terminal.err(`Try: neuralstream ${command ? `${command.name} ` : ''}--help\n`);
    return 2;
  }
}

function findCommand(words: readonly string[]): Command | null {
  return commands.find(({ name }) => name.split(' ').every((word, i) => words[i] === word)) ?? null;
}

function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  return (end < 0 ? words : words.slice(0, end)).some((word) => word === '--help' || word === '-h');
}

/** All commands, or those of a group (`traces --help`). */
function overview([group]: readonly string[]): string {
  const inGroup = commands.filter(({ name }) => name.split(' ')[0] === group);
  const listed = inGroup.length > 0 ? inGroup : commands;
  const width = Math.max(...listed.map(({ name }) => name.length)) + 2;
  const lines = listed.map(({ name, does }) => `  ${name.padEnd(width)}${does}\n`);
  const tail = '\nneuralstream COMMAND --help tells its options.\n';
  return `Usage: neuralstream COMMAND [options]\n\nCommands:\n${lines.join('')}${tail}`;
}
