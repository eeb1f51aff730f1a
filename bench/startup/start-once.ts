import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright-core';
import { developmentSwitches } from '../../scripts/launch.mjs';

/** One start of an application with a user-data folder that it has used once before. */
export interface Start {
  /** From the start of the process to the usable window. */
  readonly milliseconds: number;
  /** From the start of the process to the beginning of the page. */
  readonly untilPage: number;
  /** Of all its processes; shared memory is counted once, in shares (PSS), where the system tells it. */
  readonly megabytes: number;
}

/** Starts, waits for the window to be usable, and ends. */
export async function startOnce(app: { executable: string; args: readonly string[] }): Promise<Start> {
  const userData = mkdtempSync(join(tmpdir(), 'neuralstream-startup-user-'));
  const switches = [`--user-data-dir=${userData}`, ...developmentSwitches()];
  const begun = Date.now();
  const running = await _electron.launch({
    executablePath: app.executable,
    args: [...app.args, ...switches],
    cwd: tmpdir(),
  });
  try {
    const page = await running.firstWindow();
    await page.waitForSelector('[data-testid=window][data-ready=true]');
    const { origin, usable } = await page.evaluate(() => ({
      origin: performance.timeOrigin,
      usable: performance.getEntriesByName('usable')[0].startTime,
    }));
    await page.waitForTimeout(1000);
    const processes = await running.evaluate((electron) => electron.app.getAppMetrics());
    return {
      milliseconds: origin + usable - begun,
      untilPage: origin - begun,
      megabytes: processes.map(megabytesOf).reduce((sum, each) => sum + each, 0),
    };
  } finally {
    await running.close();
    rmSync(userData, { recursive: true, force: true });
  }
}

function megabytesOf({ pid, memory }: { pid: number; memory: { workingSetSize: number } }): number {
  try {
    const kilobytes = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
    if (kilobytes !== undefined) return Number(kilobytes) / 1024;
  } catch {
    // not Linux, or a process that has just ended
  }
  return memory.workingSetSize / 1024;
}
