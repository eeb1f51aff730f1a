import { readFileSync, readlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { errorCode } from '../files';

/** A process in a way that a later process with the same id does not share. */
export interface ProcessIdentity {
  readonly pid: number;
  /** The machine that the id belongs to; on Linux with the process namespace, since containers number theirs anew. */
  readonly host: string;
  /** Boot and start time; null where the system does not tell (it does on Linux). */
  readonly startedAt: string | null;
}

/** Whether a process with this id runs on this machine. */
export function processExists(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** Whether the very process still runs; null when this machine cannot tell. */
export async function isRunning({ pid, host, startedAt }: ProcessIdentity): Promise<boolean | null> {
  if (host !== thisProcess().host) return null;
  if (!processExists(pid)) return false;
  if (startedAt === null) return null;
  const found = await readFile(`/proc/${pid}/stat`, 'utf8').then(startOf, () => null);
  // A process that ended between the two questions is asked about once more.
  if (found === null) return processExists(pid) ? null : false;
  return found === startedAt;
}

let known: ProcessIdentity | null = null;

export function thisProcess(): ProcessIdentity {
  known ??= {
    pid: process.pid,
    host: linuxOnly(() => `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`) ?? hostname(),
    startedAt: linuxOnly(() => startOf(readFileSync(`/proc/${process.pid}/stat`, 'utf8'))),
  };
  return known;
}

let bootId: string | null = null;

/** From /proc/PID/stat (proc(5)): the fields behind the name, which may itself hold spaces and brackets. */
function startOf(stat: string): string {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startTicks] = [fields[0], fields[19]];
  bootId ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return state === 'Z' ? 'ended' : `${bootId} ${startTicks}`; // a zombie only waits for its parent to notice
}

function linuxOnly<Value>(read: () => Value): Value | null {
  try {
    return process.platform === 'linux' ? read() : null;
  } catch {
    return null; // /proc is not mounted
  }
}
