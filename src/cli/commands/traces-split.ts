import { originalName } from '../../core/trace/clip';
import { splitTraces } from '../../core/trace/split';
import { UsageError } from '../arguments';
import { defineCommand } from '../command';
import { operandTraces, outputOptions, writeOutput } from '../trace-output';

export const tracesSplit = defineCommand({
  name: 'traces split',
  does: 'Shares traces out to the folders train, validation and test, by a seed; pieces of one trace stay together.',
  operands: 'PATH...',
  options: {
    shares: { value: 'A,B,C', help: 'how much goes to train, validation and test', fallback: '80,10,10' },
    seed: { value: 'N', help: 'the same seed gives the same parts', fallback: '1' },
    ...outputOptions,
  },
  run(args, { terminal }) {
    const seed = args.number('seed', { least: 0, most: 2 ** 32 - 1, whole: true }) ?? 1;
    const shares = sharesOf(args.list('shares') ?? []);
    const traces = operandTraces(args);
    const groups = traces.map(({ name }) => originalName(name));
    const parts = splitTraces(groups, { shares, seed });
    writeOutput(args, terminal, traces, (i) => parts[i]);
  },
});

function sharesOf(words: readonly string[]): [number, number, number] {
  const shares = words.map(Number);
  const [train, validation, test] = shares;
  if (shares.length !== 3 || !shares.every((share) => share >= 0) || !shares.some((share) => share > 0)) {
    throw new UsageError(`--shares: expected three numbers >= 0, not all 0, got "${words.join()}"`);
  }
  return [train, validation, test];
}
