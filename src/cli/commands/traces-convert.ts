import { defineCommand } from '../command';
import { operandTraces, outputOptions, writeOutput } from '../trace-output';

export const tracesConvert = defineCommand({
  name: 'traces convert',
  does: 'Writes traces of any known format in another one, a file for each trace.',
  operands: 'PATH...',
  options: { ...outputOptions, to: { value: 'ID', help: outputOptions.to.help, required: true } },
  run: (args, { terminal }) => writeOutput(args, terminal, operandTraces(args)),
});
