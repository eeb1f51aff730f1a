import { UsageError } from '../arguments';
import { defineCommand } from '../command';
import { outputOptions, writeOperated } from '../trace-output';

export const tracesClip = defineCommand({
  name: 'traces clip',
  does: 'Keeps a part of each trace, or cuts each into pieces.',
  operands: 'PATH...',
  options: {
    from: { value: 'S', help: 'second at which the part begins', fallback: '0' },
    until: { value: 'S', help: 'second at which it ends' },
    pieces: { value: 'S', help: 'instead: cut into pieces of so many seconds; a shorter rest is left out' },
    ...outputOptions,
  },
  run(args, { terminal }) {
    const seconds = args.number('pieces', { least: 0.001, most: 1e9 });
    const toSeconds = args.number('until', { least: 0.001, most: 1e9 });
    if ((seconds === null) === (toSeconds === null)) throw new UsageError('expected --until or --pieces');
    if (seconds !== null) return writeOperated(args, terminal, { type: 'pieces', seconds });
    const fromSeconds = args.number('from', { least: 0, most: toSeconds ?? 0 }) ?? 0;
    writeOperated(args, terminal, { type: 'clip', fromSeconds, toSeconds: toSeconds ?? 0 });
  },
});
