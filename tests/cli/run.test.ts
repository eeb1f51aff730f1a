import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/run';
import { run } from './small-data';

const folder = mkdtempSync(join(tmpdir(), 'cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('help', () => {
  test('without words every command is listed, a group lists its own', async () => {
    const all = await run();
    expect(all.code).toBe(0);
    for (const { name } of commands) expect(all.out).toContain(`  ${name}`);
    const traces = await run('traces', '--help');
    expect(traces.out).toContain('traces convert');
    expect(traces.out).not.toContain('doctor');
  });

  test.each(commands.map((command) => command))('$name --help tells every option', async (command) => {
    const { code, out, err } = await run(...command.name.split(' '), '--help');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const option of Object.keys(command.options)) expect(out).toContain(`--${option}`);
  });
});

describe('wrong use is exit code 2, told on standard error with nothing on standard output', () => {
  test.each([
    [['frobnicate'], 'unknown command "frobnicate"'],
    [['traces'], 'unknown command "traces"'],
    [['bench', '--video', 'x'], '--traces is missing'],
    [['bench', '--nope'], "Unknown option '--nope'"],
    [['bench', '--video', 'x', '--traces', 'y', '--algorithms', 'psychic'], 'unknown algorithm "psychic"'],
    [
      ['bench', '--video', 'x', '--traces', 'y', '--algorithms', 'bola:7'],
      '--algorithms: algorithm "bola" takes no parameter, got "bola:7"',
    ],
    [
      ['simulate', '--video', 'x', '--trace', 'y', '--algorithm', 'bola:7'],
      '--algorithm: algorithm "bola" takes no parameter',
    ],
    [
      ['bench', '--video', 'x', '--traces', 'y', '--algorithms', 'bola,,if-then'],
      'expected words with commas',
    ],
    [
      ['bench', '--video', 'x', '--traces', 'y', '--algorithms', 'bola', '--qoe', 'best'],
      '--qoe: expected lin, log, hd or QUALITY:STALL:SWITCH',
    ],
    [
      ['bench', '--video', 'x', '--traces', 'y', '--algorithms', 'bola', '--jobs', '0'],
      'a whole number from 1',
    ],
    [
      ['bench', '--video', 'x', '--traces', 'y', '--algorithms', 'bola', '--player', 'vlc'],
      'unknown player model',
    ],
    [
      ['simulate', '--video', 'x', '--ladder', '1,b', '--trace', 'y', '--algorithm', 'bola'],
      'expected kbps > 0, got "b"',
    ],
    [
      ['bench', '--video', 'x', '--traces', 'y', '--algorithms', 'bola', '--buffer-cap', '20'],
      '--buffer-cap: --player pensieve does not take it',
    ],
    [
      [...'bench --video x --traces y --algorithms bola --player sabre --audio-kbps 64'.split(' ')],
      '--audio-kbps: --player sabre does not take it',
    ],
    [
      ['bench', '--video', 'x', '--traces', 'y', '--algorithms', 'bola', 'dynamic'],
      'expected options only, got "dynamic"',
    ],
    [['traces', 'synthesize', '--family', '6g', '--out', 'x'], 'unknown trace family "6g"'],
    [['traces', 'convert', 'x', '--to', 'oboe', '--out', 'y'], 'cannot write trace format "oboe"'],
    [['transcode', '--out', 'x'], 'expected one FILE'],
  ])('%j', async (words, message) => {
    const { code, out, err } = await run(...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});

test('a failure is exit code 1 and one sentence', async () => {
  const { code, out, err } = await run('traces', 'info', join(folder, 'absent'));
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/^neuralstream: .*absent cannot be read: it is not there\n$/);
});

test('traces are made, told about and converted', async () => {
  const [made, mahimahi] = [join(folder, 'made'), join(folder, 'mahimahi')];
  const words = ['--seed', '5', '--count', '2', '--seconds', '60', '--json'];
  const synthesized = await run('traces', 'synthesize', '--family', '3g', '--out', made, ...words);
  expect(synthesized.code).toBe(0);
  expect(JSON.parse(synthesized.out)).toEqual(JSON.parse(readFileSync(join(made, 'index.json'), 'utf8')));
  const info = JSON.parse((await run('traces', 'info', made, '--json')).out);
  expect(info).toMatchObject([
    { name: '3g-1.trace', format: 'pensieve', seconds: 60 },
    { name: '3g-2.trace', format: 'pensieve', seconds: 60 },
  ]);
  const converted = await run('traces', 'convert', made, '--to', 'mahimahi', '--out', mahimahi);
  expect(converted.code).toBe(0);
  expect(readdirSync(mahimahi)).toEqual(['3g-1.mahi', '3g-2.mahi']);
  const again = JSON.parse((await run('traces', 'info', mahimahi, '--json')).out);
  expect(again[0].format).toBe('mahimahi');
  expect(again[0].meanKbps / info[0].meanKbps).toBeCloseTo(1, 1);
});
