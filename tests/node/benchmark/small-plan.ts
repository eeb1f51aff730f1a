import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../../src/core/trace/synthesize/synthesize';
import type { BenchmarkPlan } from '../../../src/core/benchmark/plan';
import type { FolderRunOptions } from '../../../src/node/benchmark/folder-run';
import { projectResources } from '../../../src/node/models';
import type { BenchmarkEvent } from '../../../src/shared/benchmark';

/** A new empty folder of the system's temporary ones. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'benchmark-'));
}

/** Made-up LTE traces of 60 s as files of the simple form `seconds Mbps`. */
export function writeLteTraces(folder: string, count: number): string {
  mkdirSync(folder, { recursive: true });
  synthesize('lte', { seed: 5, count, seconds: 60 }).forEach(({ durationsSeconds, kbps }, i) => {
    let at = 0;
    const rows = Array.from(kbps, (rate, part) => `${(at += durationsSeconds[part])} ${rate / 1000}\n`);
    writeFileSync(join(folder, `lte-${String(i).padStart(3, '0')}`), `0 1\n${rows.join('')}`);
  });
  return folder;
}

/** A made-up video of three levels over one set of traces. */
export function smallPlan(traces: string, change: Partial<BenchmarkPlan> = {}): BenchmarkPlan {
  return {
    name: 'small',
    videos: [{ path: null, ladderKbps: [500, 1500, 4000], chunkSeconds: 4 }],
    traceSets: [{ name: 'lte', paths: [traces] }],
    algorithms: ['bola', 'rate-based', 'fixed:1'],
    qoe: ['lin'],
    players: [{ id: 'pensieve', options: {} }],
    baseline: 'bola',
    seed: 95,
    ...change,
  };
}

export const maker = { application: '0.0.0', commit: null, resources: projectResources() };

/** What runInFolder takes beside folder and work: this thread alone, never stopped. */
export function onThisThread(
  change: Partial<FolderRunOptions> = {},
): Omit<FolderRunOptions, 'folder' | 'work'> & { readonly events: BenchmarkEvent[] } {
  const events: BenchmarkEvent[] = [];
  const onEvent = (event: BenchmarkEvent): void => void events.push(event);
  const signal = new AbortController().signal;
  return { maker, threads: 1, workerFile: '', signal, onEvent, ...change, events };
}

/** A report as text without what differs from run to run: the speeds, and the checksum over them. */
export function withoutSpeed(report: object | string): string {
  const text = typeof report === 'string' ? readFileSync(report, 'utf8') : JSON.stringify(report, null, 2);
  const unchecked = text.replace(/,\s*"sha256": "[0-9a-f]{64}"\s*\}\s*$/, '\n}');
  return unchecked.replace(/"speed": \{[^}]*\}/g, '"speed": {}').trimEnd();
}
