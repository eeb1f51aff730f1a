import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runCli } from '../../src/cli/run';
import { forkNode } from '../../src/node/child-port';
import { run, writeMovie, writeSizeFiles, writeTraces } from './small-data';

const root = mkdtempSync(join(tmpdir(), 'bench-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const at = (...parts: string[]): string => join(root, ...parts);

const movie = writeMovie(at('movie.json'));
const traces = writeTraces(at('traces'));
const basic = [
  'bench',
  '--video',
  movie,
  '--traces',
  traces,
  '--algorithms',
  'fixed:0,rate-based',
  '--jobs',
  '1',
];

describe('a manifest', () => {
  test('takes sets by their names, in whatever order they are told', async () => {
    const [slow, fast] = [`one=${at('traces', 'slow')}`, `two=${at('traces', 'fast')}`];
    const sets = basic.flatMap((word) => (word === traces ? [slow, fast] : [word]));
    expect((await run(...sets, '--out', at('named'))).code).toBe(0);
    const manifest = at('named', 'manifest.json');
    const again = await run('bench', '--manifest', manifest, '--traces', fast, slow, '--jobs', '1');
    expect({ code: again.code, err: again.err }).toEqual({ code: 0, err: '' });
  });
});

describe('a run that is stopped', () => {
  test('before its first trace says so, and not what it left out', async () => {
    const mixed = writeTraces(at('mixed'));
    writeFileSync(join(mixed, 'broken'), 'no trace\n');
    const stop = new AbortController();
    let err = '';
    const terminal = {
      out: () => undefined,
      err: (text: string) => {
        err += text;
        if (text.includes('0 of 2 traces')) stop.abort();
      },
      redraws: true,
    };
    const words = [...basic.map((word) => (word === traces ? mixed : word)), '--out', at('stopped')];
    const code = await runCli(words, { terminal, signal: stop.signal, fork: forkNode });
    expect(code).toBe(1);
    expect(err).toContain('stopped after 0 of 2 traces; --resume goes on');
  });
});

describe('several of everything', () => {
  test('a cell for each video, trace set, measure and player', async () => {
    const sizes = [writeSizeFiles(at('sizes')), '--ladder', '1000,3000', '--chunk-seconds', '2'];
    const sets = ['--traces', `one=${traces}`, `two=${at('traces', 'slow')}`, `two=${at('traces', 'fast')}`];
    const rest = [
      '--algorithms',
      'fixed:0,fixed:1',
      '--qoe',
      'lin',
      '--qoe',
      'log',
      '--player',
      'pensieve,sabre',
    ];
    const found = await run(
      'bench',
      '--video',
      ...sizes,
      ...sets,
      ...rest,
      '--buffer-cap',
      '20',
      '--jobs',
      '1',
      '--json',
    );
    expect({ code: found.code, err: found.err }).toEqual({ code: 0, err: '' });
    const { report, algorithms, qoe } = JSON.parse(found.out);
    expect(report.cells).toHaveLength(8);
    expect(report.cells[0]).toMatchObject({ traceSetName: 'one', qoeName: 'lin', playerName: 'Pensieve' });
    expect(report.cells[7]).toMatchObject({ traceSetName: 'two', qoeName: 'log', playerName: 'Sabre' });
    expect([qoe, algorithms[0].meanQoe]).toEqual(['lin', report.cells[0].algorithms[0].meanQoe]);
    // Two levels of 1000 kbps and 3000 kbps: level 0 is 1 Mbps, and no stall on either trace from chunk 1 on.
    expect(report.cells[0].algorithms[0].qualityQoe).toBe(1);
  });

  test('a table says the differences to the baseline that is named', async () => {
    const { out } = await run(...basic, '--baseline', 'rate-based');
    expect(out).toMatch(/algorithm .* difference +p\n/);
    expect(out).toContain('differences to rate-based, p after Holm');
  });
});

describe('a folder', () => {
  const folder = at('run');

  test('keeps a run that goes on after it was cut off, and runs again from its manifest or its report', async () => {
    const first = await run(...basic, '--out', folder, '--html', at('r.html'), '--json');
    expect(first.code).toBe(0);
    const { algorithms } = JSON.parse(first.out).report.cells[0];
    const without = (one: object): object => ({ ...one, speed: null });
    writeFileSync(join(folder, 'sessions.jsonl'), '');
    for (const words of [
      ['--out', folder, '--resume'],
      ['--manifest', join(folder, 'manifest.json')],
      ['--manifest', at('r.html'), '--traces', traces],
    ]) {
      const again = await run('bench', ...words, '--jobs', '1', '--json');
      expect(again).toMatchObject({ code: 0, err: '' });
      expect(JSON.parse(again.out).report.cells[0].algorithms.map(without)).toEqual(algorithms.map(without));
    }
    expect((await run(...basic, '--out', folder)).err).toContain('holds a benchmark already');
  });

  test('of a manifest whose data differ names what is not the same', async () => {
    const others = writeTraces(at('others'));
    writeFileSync(join(others, 'slow'), '0 1\n10 2\n20 1\n');
    const manifest = ['--manifest', join(folder, 'manifest.json')];
    const { code, err } = await run('bench', ...manifest, '--traces', others);
    expect(code).toBe(1);
    expect(err).toContain('the trace slow of traces is not the one of the manifest any more');
  });
});

describe('what it leaves', () => {
  test('every figure as a file', async () => {
    await run(...basic, '--svg', at('figures'));
    const files = readdirSync(at('figures'));
    expect(files.length).toBeGreaterThanOrEqual(7);
    for (const file of files) expect(readFileSync(at('figures', file), 'utf8')).toMatch(/^<svg [^>]*xmlns/);
  });

  test('says which traces it left out, and plays the others', async () => {
    const mixed = writeTraces(at('mixed'));
    writeFileSync(join(mixed, 'broken'), 'nonsense\n');
    const { code, err, out } = await run(...basic.map((word) => (word === traces ? mixed : word)));
    expect({ code, isTold: /^left out: .*broken: .*expected/.test(err) }).toEqual({ code: 0, isTold: true });
    expect(out).toContain('rate-based');
  });
});

test.each([
  [['--resume'], '--resume: --out is missing'],
  [['--baseline', 'bola'], '--baseline: expected one of fixed:0, rate-based, got bola'],
  [
    ['--qoe', 'lin', 'log', '--per-chunk', 'logs'],
    'expected one video, trace set, measure and player, got 2',
  ],
  [['--seed', '1.5'], '--seed: expected a whole number'],
  [['--player', 'sabre', '--audio-kbps', '9'], '--audio-kbps: --player sabre does not take it'],
])('%j is a wrong use', async (words, message) => {
  const { code, err, out } = await run(...basic, ...words);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(message);
});

test('a folder that cannot be gone on with says what it lacks', async () => {
  const { code, err } = await run('bench', '--out', at('nothing'), '--resume');
  expect(code).toBe(1);
  expect(err).toContain('"nothing" holds no benchmark: there is no manifest.json in it');
  expect(existsSync(at('nothing'))).toBe(false);
});
