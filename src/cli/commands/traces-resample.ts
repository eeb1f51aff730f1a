import { defineCommand } from '../command';
import { outputOptions, writeOperated } from '../trace-output';

export const tracesResample = defineCommand({
  name: 'traces resample',
  does: 'Writes traces in equal steps, each with the mean of its time.',
  operands: 'PATH...',
  options: { step: { value: 'S', help: 'duration of a step', required: true }, ...outputOptions },
  run: (args, { terminal }) =>
    writeOperated(args, terminal, {
      type: 'resample',
      stepSeconds: args.number('step', { least: 1e-3, most: 1e9 }) ?? 1,
    }),
});
