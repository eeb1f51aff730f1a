import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findWriter } from '../../core/trace/write/writers';
import { errorCode, fileFault } from '../files';
import { fileName, writeLines } from '../text-files';
import { traceFileName } from '../trace-files';
import type { SetMember } from './member';
import type { WorkReport } from './report';

/** Writes a file for each trace into a new folder below `folder`; nothing is overwritten. Gives the folder's path. */
export async function exportTraces(
  members: Iterable<SetMember>,
  { folder, name, format }: { folder: string; name: string; format: string },
  report: WorkReport,
): Promise<string> {
  const writer = findWriter(format);
  const target = newFolder(folder, fileName(name));
  const taken = new Set<string>();
  for (const { trace } of members) {
    const file = freeName(traceFileName(trace, writer), taken);
    try {
      writeLines(join(target, file), writer.write(trace));
      report.traces++;
    } catch (error) {
      rmSync(join(target, file), { force: true });
      if (errorCode(error) !== null)
        throw new Error(`${target} cannot be written: ${fileFault(error)}`, { cause: error });
      report.skip({ name: trace.name, problem: error instanceof Error ? error.message : String(error) });
    }
    await report.step();
  }
  return target;
}

function newFolder(folder: string, name: string): string {
  for (let number = 1; ; number++) {
    const target = join(folder, number === 1 ? name : `${name} (${number})`);
    try {
      mkdirSync(target);
      return target;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST')
        throw new Error(`${folder} cannot be written: ${fileFault(error)}`, { cause: error });
    }
  }
}

function freeName(file: string, taken: Set<string>): string {
  let free = file;
  for (let number = 2; taken.has(free.toLowerCase()); number++)
    free = file.replace(/(\.\w+)$/, ` (${number})$1`);
  taken.add(free.toLowerCase());
  return free;
}
