import { runCli } from './run';
import type { Terminal } from './terminal';

const terminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  redraws: process.stderr.isTTY === true,
};

/** A reader that leaves early (`| head`) ends the command quietly. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

/** Made when a command first asks for it: until then an interrupt ends the process at once, as it should. */
let interrupt: AbortSignal | null = null;

function interruptSignal(): AbortSignal {
  const abort = new AbortController();
  process.on('SIGINT', () => abort.abort());
  process.on('SIGTERM', () => abort.abort());
  return abort.signal;
}

const context = {
  terminal,
  get signal(): AbortSignal {
    return (interrupt ??= interruptSignal());
  },
};

void runCli(process.argv.slice(2), context).then((code) => {
  process.exitCode = code;
});
