import { app, utilityProcess } from 'electron';
import { join } from 'node:path';
import { processContext } from '../cli/process-context';
import { runCli } from '../cli/run';
import { utilityPort } from '../node/child-port';

/** The application as the `neuralstream` command: no window, and it ends with the command's exit code. */
export async function runCommand(words: readonly string[]): Promise<void> {
  // Chromium's own files, apart from those of a window that may be open.
  app.setPath('sessionData', join(app.getPath('userData'), 'command'));
  app.disableHardwareAcceleration();
  app.dock?.hide();
  await app.whenReady();
  for (const [signal, number] of [['SIGINT', 2] as const, ['SIGTERM', 15] as const])
    process.on(signal, () => app.exit(128 + number));
  app.exit(await runCli(words, processContext(fork)));
}

const fork: Parameters<typeof processContext>[0] = (script, env) =>
  utilityPort(
    utilityProcess.fork(script, [], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'pipe'],
    }),
  );
