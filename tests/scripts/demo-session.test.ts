import { expect, test } from 'vitest';
import { demoTable, parseDemoArgs, sessionProblems } from '../../scripts/demo-session.mjs';

test('the demo takes the sample clip and 30 s by default', () => {
  expect(parseDemoArgs([])).toEqual({ file: null, seconds: 30 });
});

test('a file and a playing time may come in any order, and a file may begin with a dash after --', () => {
  expect(parseDemoArgs(['a b.mp4', '--seconds', '12'])).toEqual({ file: 'a b.mp4', seconds: 12 });
  expect(parseDemoArgs(['--seconds=12', 'a.mp4'])).toEqual({ file: 'a.mp4', seconds: 12 });
  expect(parseDemoArgs(['--', '--odd.mp4'])).toEqual({ file: '--odd.mp4', seconds: 30 });
});

test('a wrong word is named', () => {
  expect(() => parseDemoArgs(['--seconds', 'x'])).toThrow('got x');
  expect(() => parseDemoArgs(['--seconds'])).toThrow('got undefined');
  expect(() => parseDemoArgs(['--second', '3'])).toThrow('--second;');
  expect(() => parseDemoArgs(['a.mp4', 'b.mp4'])).toThrow('b.mp4');
});

const chunk = { index: 0, level: 1, kilobits: 2000, downloadSeconds: 1, bufferSeconds: 4, stallSeconds: 0.5 };
const chunks = [0, 1, 2, 3, 4].map((index) => ({ ...chunk, index, level: index === 4 ? 0 : 1 }));
const player = { algorithm: 'bola', chunks, summary: {} };
const session = { seconds: 30, players: [player, player] };

test('a session of two players with five chunks each is good', () => {
  expect(sessionProblems(session)).toEqual([]);
});

test('a player with four chunks fails the demo', () => {
  const short = { ...player, chunks: chunks.slice(1) };
  expect(sessionProblems({ ...session, players: [player, short] })).toEqual([
    'bola played 4 chunks, at least 5 are wanted',
  ]);
});

test('a session without time, with one player, or with a chunk that lacks a number is refused', () => {
  expect(sessionProblems({ ...session, seconds: 0 })).toHaveLength(1);
  expect(sessionProblems({ ...session, players: [player] })).toHaveLength(1);
  const broken = { ...player, chunks: [...chunks, { ...chunk, stallSeconds: null }] };
  expect(sessionProblems({ ...session, players: [player, broken] })[0]).toContain('chunk 5 of bola');
  expect(sessionProblems({ ...session, players: [player, { chunks }] })[0]).toContain('no algorithm');
});

test('the table counts chunks, switches, stalls and traffic', () => {
  const line = demoTable(session).split('\n')[2];
  // levels 1 1 1 1 0: mean 0.8, one switch; 5 x 0.5 s; 5 x 2000 kbit
  expect(line.split(/\s+/)).toEqual(['bola', '5', '0.80', '1', '2.50', '10.0']);
});
