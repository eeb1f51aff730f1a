import { UsageError } from '../arguments';
import { defineCommand } from '../command';
import { outputOptions, writeOperated } from '../trace-output';

export const tracesScale = defineCommand({
  name: 'traces scale',
  does: 'Multiplies every rate, or brings each trace to a mean.',
  operands: 'PATH...',
  options: {
    factor: { value: 'X', help: 'every rate times X' },
    mean: { value: 'KBPS', help: 'instead: each trace to this mean' },
    ...outputOptions,
  },
  run(args, { terminal }) {
    const factor = args.number('factor', { least: 1e-6, most: 1e6 });
    const meanKbps = args.number('mean', { least: 1e-3, most: 1e9 });
    if (factor !== null && meanKbps === null) return writeOperated(args, terminal, { type: 'scale', factor });
    if (meanKbps === null || factor !== null) throw new UsageError('expected --factor or --mean');
    writeOperated(args, terminal, { type: 'scale-to-mean', meanKbps });
  },
});
