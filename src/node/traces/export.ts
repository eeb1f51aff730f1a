import { shownName } from '../../core/text/quote';
import { rmSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { findWriter } from '../../core/trace/write/writers';
import { errorCode, fileFault } from '../files';
import { isTaken } from '../new-files';
import { makeFolder } from '../platform/work-folder';
import { fileName, writeLines } from '../text-files';
import { traceFileName } from '../trace-files';
import type { SetMember } from './member';
import type { WorkReport } from './report';
import { sentenceOf } from '../platform/sentence';

/**
 * Writes a file for each trace into a new folder below `folder`, which is there whole or not at all; nothing is
 * overwritten. Gives the new folder's path.
 */
export async function exportTraces(
  members: Iterable<SetMember>,
  { folder, name, format }: { folder: string; name: string; format: string },
  report: WorkReport,
): Promise<string> {
  const writer = findWriter(format);
  const target = await newFolder(folder, fileName(name));
  const taken = new Set<string>();
  await makeFolder(target, async (half) => {
    for (const { trace } of members) {
      const file = freeName(traceFileName(trace, writer), taken);
      try {
        writeLines(join(half, file), writer.write(trace));
        report.traces++;
      } catch (error) {
        rmSync(join(half, file), { force: true });
        if (errorCode(error) !== null)
          throw new Error(`${shownName(target)} cannot be written: ${fileFault(error)}`, { cause: error });
        report.skip({ name: trace.name, problem: sentenceOf(error) });
      }
      await report.step();
    }
  });
  return target;
}

/** The path of a folder that is not there yet. */
async function newFolder(folder: string, name: string): Promise<string> {
  await stat(folder).catch((error: unknown) => {
    throw new Error(`${shownName(folder)} cannot be written: ${fileFault(error)}`, { cause: error });
  });
  for (let number = 1; ; number++) {
    const target = join(folder, number === 1 ? name : `${name} (${number})`);
    if (!(await isTaken(target))) return target;
  }
}

function freeName(file: string, taken: Set<string>): string {
  let free = file;
  for (let number = 2; taken.has(free.toLowerCase()); number++)
    free = file.replace(/(\.\w+)$/, ` (${number})$1`);
  taken.add(free.toLowerCase());
  return free;
}
