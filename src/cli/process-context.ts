import type { CommandContext } from './command';

/**
 * What a command is run with in this process. An interrupt ends the process at once, as it should, until a command asks
 * for the signal.
 */
export function processContext(fork: CommandContext['fork']): CommandContext {
  quietPipes();
  let interrupt: AbortSignal | null = null;
  return {
    terminal: {
      out: (text) => void process.stdout.write(text),
      err: (text) => void process.stderr.write(text),
      redraws: process.stderr.isTTY === true,
    },
    get signal(): AbortSignal {
      return (interrupt ??= interruptSignal());
    },
    fork,
  };
}

/** A reader that leaves early (`| head`) ends the command quietly. */
function quietPipes(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
}

function interruptSignal(): AbortSignal {
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.removeAllListeners(signal); // whatever ended the process until now
    process.on(signal, () => abort.abort());
  }
  return abort.signal;
}
