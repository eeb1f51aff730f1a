import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

/** What `npm run bench:agent` says on the way out. */
async function refused(...words: string[]): Promise<string> {
  const bench = [path.join(root, 'scripts/bench.mjs'), 'agent', ...words];
  const options = { cwd: root, timeout: 50_000 };
  const error: unknown = await promisify(execFile)(process.execPath, bench, options).catch(
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error) || !('stderr' in error)) throw new Error(`not refused: ${words.join(' ')}`);
  return String(error.stderr);
}

describe('what bench:agent cannot play is refused by name', () => {
  test.each([
    ['a set that is unknown', ['--sets', 'cable,stpe'], 'found stpe'],
    ['a seed that is no number', ['--seed', 'x'], '--seed: expected a whole number from 0 on, got "x"'],
    ['no trace at all', ['--traces', '0'], '--traces: expected a whole number from 1 on, got "0"'],
    ['no video at all', ['--videos', '0'], '--videos: expected a whole number from 1 on, got "0"'],
    [
      'videos that would not be played',
      ['--videos', '21'],
      '--videos: expected at most as many as traces, 20',
    ],
    ['a misspelt option', ['--chosing'], "Unknown option '--chosing'"],
    ['real sets without their folder', ['--sets', 'puffer'], 'no trace set is left to be played; --data'],
  ])('%s', async (_, words, sentence) => {
    expect(await refused(...words)).toContain(sentence);
  });
});
