import { appendFileSync, cpSync, existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runInFolder } from '../../../src/node/benchmark/folder-run';
import { readManifestFile } from '../../../src/node/benchmark/manifest-file';
import { runFiles } from '../../../src/node/benchmark/run-folder';
import { BenchmarkStore } from '../../../src/node/benchmark/run-store';
import { withChecksum } from '../../../src/node/platform/checksum';
import { changeStored } from '../../stored-json';
import { runLock } from '../../../src/node/run-folders';
import { newFolder, onThisThread, smallPlan, withoutSpeed, writeLteTraces } from './small-plan';

const root = newFolder();
afterAll(() => rmSync(root, { recursive: true, force: true }));
const at = (...parts: string[]): string => join(root, ...parts);

const traces = writeLteTraces(at('traces'), 12);
const plan = smallPlan(traces, { qoe: ['lin', 'log'] });
const whole = await runInFolder({ ...onThisThread(), folder: at('whole'), work: { type: 'plan', plan } });
const lines = readFileSync(runFiles(at('whole')).sessions, 'utf8')
  .split('\n')
  .slice(0, -1);

/** A folder as a kill would leave it: so many traces played, the next line half written, and the lock of a process long gone. */
function killed(name: string, played: number): string {
  const folder = at(name);
  cpSync(at('whole'), folder, { recursive: true });
  const { sessions, report, run } = runFiles(folder);
  const half = lines[played] ?? '';
  const kept = lines.slice(0, played).map((line) => `${line}\n`);
  writeFileSync(sessions, kept.join('') + half.slice(0, half.length / 2));
  changeStored(run, { state: 'running' });
  writeFileSync(runLock(folder), '999999999');
  rmSync(report);
  return folder;
}

describe('a benchmark in a folder', () => {
  test('leaves manifest, sessions, record and report, and no lock', () => {
    const { manifest, sessions, run, report } = runFiles(at('whole'));
    const lock = runLock(at('whole'));
    expect([manifest, sessions, run, report, lock].map(existsSync)).toEqual([true, true, true, true, false]);
    expect(lines).toHaveLength(24);
    expect(JSON.parse(readFileSync(run, 'utf8'))).toMatchObject({ state: 'finished', done: 24, all: 24 });
    expect(readFileSync(report, 'utf8')).toBe(`${JSON.stringify(withChecksum(whole.report), null, 2)}\n`);
    expect(whole.report.cells.map(({ qoeName }) => qoeName)).toEqual(['lin', 'log']);
  });

  test.each([0, 7, 23])('goes on after a kill at trace %i to the same report', async (played) => {
    const folder = killed(`killed-${played}`, played);
    const options = onThisThread();
    const { state } = await runInFolder({ ...options, folder, work: { type: 'resume' } });
    expect(state).toBe('finished');
    expect(options.events.find(({ type }) => type === 'progress')).toMatchObject({ done: played, all: 24 });
    expect(withoutSpeed(runFiles(folder).report)).toBe(withoutSpeed(runFiles(at('whole')).report));
    expect(readFileSync(runFiles(folder).sessions, 'utf8').split('\n')).toHaveLength(25);
  });

  test('lines that are not of this benchmark are passed over, and played again', async () => {
    const folder = killed('foreign', 5);
    appendFileSync(
      runFiles(folder).sessions,
      '\n{"cell":9,"trace":0,"sessions":[],"timings":[]}\nnonsense\n',
    );
    await runInFolder({ ...onThisThread(), folder, work: { type: 'resume' } });
    expect(withoutSpeed(runFiles(folder).report)).toBe(withoutSpeed(runFiles(at('whole')).report));
  });

  test('a line that stands there twice counts once', async () => {
    const folder = killed('twice', 24);
    appendFileSync(runFiles(folder).sessions, `${lines[3]}\n${lines[8]}\n`);
    const { report } = await runInFolder({ ...onThisThread(), folder, work: { type: 'resume' } });
    expect(withoutSpeed(report)).toBe(withoutSpeed(whole.report));
  });

  test('what a crash left as running is listed as stopped where it was; what a process plays is left alone', async () => {
    const store = new BenchmarkStore(at('history'));
    killed('history/crashed', 7);
    writeFileSync(runLock(killed('history/playing', 9)), String(process.pid));
    const states = (await store.settled()).map(({ id, run }) => [id, run.state, run.done]);
    expect(states.find(([id]) => id === 'crashed')).toEqual(['crashed', 'stopped', 7]);
    expect(states.find(([id]) => id === 'playing')?.[1]).toBe('running');
  });

  test('stopped while it reads, it says so in words', async () => {
    const stop = new AbortController();
    stop.abort();
    const run = runInFolder({
      ...onThisThread({ signal: stop.signal }),
      ...{ folder: at('early'), work: { type: 'plan', plan } },
    });
    await expect(run).rejects.toThrow('the benchmark was stopped');
  });

  test('keeps what was played when it is stopped, reports it, and goes on from there', async () => {
    const ladderKbps = [200, 350, 500, 800, 1200, 1800, 2600, 3800, 5500, 8000];
    const slow = smallPlan(traces, {
      videos: [{ path: null, ladderKbps, chunkSeconds: 1 }],
      ...{ algorithms: ['optimal', 'bola', 'robust-mpc'], baseline: 'bola' },
    });
    const stop = new AbortController();
    const first = await runInFolder({
      ...onThisThread({
        signal: stop.signal,
        onEvent: (event) => event.type === 'progress' && event.done > 0 && stop.abort(),
      }),
      ...{ folder: at('stopped'), work: { type: 'plan', plan: slow } },
    });
    expect(first.state).toBe('stopped');
    expect(first.report.played).toBeGreaterThan(0);
    expect(first.report.played).toBeLessThan(12);
    expect(JSON.parse(readFileSync(runFiles(at('stopped')).report, 'utf8')).played).toBe(first.report.played);
    const second = await runInFolder({ ...onThisThread(), folder: at('stopped'), work: { type: 'resume' } });
    expect(second).toMatchObject({ state: 'finished', report: { played: 12 } });
  });

  test('refuses a folder in which another process plays, or that holds a benchmark already', async () => {
    const folder = killed('locked', 3);
    writeFileSync(runLock(folder), String(process.ppid));
    const again = runInFolder({ ...onThisThread(), folder, work: { type: 'resume' } });
    await expect(again).rejects.toThrow(`a benchmark is running in locked (process ${process.ppid})`);
    const other = runInFolder({ ...onThisThread(), folder: at('whole'), work: { type: 'plan', plan } });
    await expect(other).rejects.toThrow('holds a benchmark already');
  });

  test('does not take a process for the one that held the lock a minute ago', async () => {
    const folder = killed('old-lock', 20);
    const lock = runLock(folder);
    writeFileSync(lock, String(process.ppid));
    utimesSync(lock, new Date(0), new Date(Date.now() - 61_000));
    expect(await runInFolder({ ...onThisThread(), folder, work: { type: 'resume' } })).toMatchObject({
      state: 'finished',
    });
  });

  test('says that its folder is gone when somebody removes it', async () => {
    const folder = at('gone');
    const slow = smallPlan(traces, { algorithms: ['optimal'], baseline: 'optimal' });
    const run = runInFolder({
      ...onThisThread({
        onEvent: (event) =>
          event.type === 'progress' && event.done === 0 && rmSync(folder, { recursive: true }),
      }),
      ...{ folder, work: { type: 'plan', plan: slow } },
    });
    await expect(run).rejects.toThrow("the benchmark's folder gone is gone");
  });
});

describe('a manifest', () => {
  const file = runFiles(at('whole')).manifest;

  test('runs again to the same numbers', async () => {
    const work = { type: 'manifest', manifest: await readManifestFile(file) } as const;
    await runInFolder({ ...onThisThread(), folder: at('again'), work });
    expect(withoutSpeed(runFiles(at('again')).report)).toBe(withoutSpeed(runFiles(at('whole')).report));
  });

  test('names the trace that is not the same any more, for a new run as for one gone on with', async () => {
    const changed = writeLteTraces(at('changed'), 12);
    appendFileSync(join(changed, 'lte-003'), '61 9\n');
    const manifest = await readManifestFile(file);
    const elsewhere = { ...manifest, plan: { ...plan, traceSets: [{ name: 'lte', paths: [changed] }] } };
    const again = runInFolder({
      ...onThisThread(),
      ...{ folder: at('other'), work: { type: 'manifest', manifest: elsewhere } },
    });
    await expect(again).rejects.toThrow('the trace lte-003 of lte is not the one of the manifest any more');
  });

  test.each(['videos', 'traceSets', 'algorithms'] as const)(
    'whose %s are not as many as those of its plan is refused',
    async (part) => {
      const manifest = await readManifestFile(file);
      const more = { ...manifest, [part]: [...manifest[part], manifest[part][0]] };
      const [lists, has] = [more[part].length, manifest[part].length];
      const again = runInFolder({
        ...onThisThread(),
        ...{ folder: at(`more-${part}`), work: { type: 'manifest', manifest: more } },
      });
      await expect(again).rejects.toThrow(`contradicts itself: ${part} lists ${lists}, its plan has ${has}`);
    },
  );

  test('that is none says where it is not', async () => {
    const none = at('none.json');
    writeFileSync(none, '{"version":1,"plan":{"name":"x"}}');
    await expect(readManifestFile(none)).rejects.toThrow(
      'none.json is no benchmark manifest of this version: plan.',
    );
    await expect(readManifestFile(at('absent.json'))).rejects.toThrow('cannot be read: it is not there');
  });
});
