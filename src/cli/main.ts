import { forkNode } from '../node/child-port';
import { processContext } from './process-context';
import { runCli } from './run';

void runCli(process.argv.slice(2), processContext(forkNode)).then((code) => {
  process.exitCode = code;
});
