import { afterEach, expect, test, vi } from 'vitest';
import type { Observation } from '../../src/core/model/algorithm';
import { fixed } from '../../src/core/abr/fixed';
import { areaPath, linePath, stepPath } from '../../src/page/paths';
import { ServiceAgent, type DecidedBy } from '../../src/page/service-agent';
import { ServiceSession, sizesOf } from '../../src/page/service-client';

afterEach(() => vi.unstubAllGlobals());

const download = (kilobits: number) => ({ kilobits, seconds: 1, firstByteSeconds: 0.1 });

function observationOf(chunkIndex: number): Observation {
  return {
    ...{ chunkIndex, chunksLeft: 9 - chunkIndex, chunkSeconds: 2, ladderKbps: [300, 900, 2700] },
    ...{ upcomingChunkKilobits: null, bufferSeconds: 8, bufferCapSeconds: 20, lastLevel: 0 },
    downloads: Array.from({ length: chunkIndex }, (_, i) => download(100 + i)),
  };
}

const decision = {
  ...{ level: 2, probabilities: [0.1, 0.2, 0.7], value: 1, reason: 'sure', model: 'default' },
};

test('the agent decides where the service has answered for that very chunk, else the local rule', async () => {
  const told: DecidedBy[] = [];
  let isThere = true;
  const session = {
    decide: () => (isThere ? Promise.resolve(decision) : Promise.reject(new Error('it cannot be reached'))),
  };
  const video = { ladderKbps: [300, 900, 2700], chunkSeconds: 2, chunkCount: 9 };
  const local = fixed({ video }, '1');
  const agent = new ServiceAgent(session, local, (by) => told.push(by));
  expect(agent.decide(observationOf(0)).level).toBe(1);
  await agent.consult(observationOf(1));
  expect(agent.decide(observationOf(1))).toEqual({ level: 2, reason: 'sure' });
  expect(agent.decide(observationOf(2)).level).toBe(1); // an answer for another chunk
  isThere = false;
  await agent.consult(observationOf(3));
  expect(agent.decide(observationOf(3))).toMatchObject({
    level: 1,
    reason: expect.stringMatching(/^local rule: /),
  });
  isThere = true;
  await agent.consult(observationOf(4));
  expect(agent.decide(observationOf(4)).level).toBe(2);
  expect(told.map(({ type }) => type)).toEqual(['agent', 'local', 'agent']);
});

test('a session is told what is new, and after a failure everything in a new session', async () => {
  const asked: { path: string; body: { downloads?: { kilobits: number }[] } }[] = [];
  let isThere = true;
  vi.stubGlobal('fetch', async (url: string, { body }: { body: string }) => {
    if (!isThere) throw new TypeError('Failed to fetch');
    const path = new URL(url).pathname;
    asked.push({ path, body: JSON.parse(body) });
    const id = `s${asked.filter((one) => one.path === '/v1/sessions').length}`;
    const answer = path === '/v1/sessions' ? { id, model: 'default', expiresInSeconds: 600 } : decision;
    return new Response(JSON.stringify(answer));
  });
  const request = { chunkSeconds: 2, ladderKbps: [300, 900, 2700], bufferCapSeconds: 20, chunkCount: 9 };
  const session = new ServiceSession('http://service', request);
  expect(await session.decide(observationOf(1), 1000)).toEqual(decision);
  await session.decide(observationOf(3), 1000);
  isThere = false;
  await expect(session.decide(observationOf(4), 1000)).rejects.toThrow('it cannot be reached');
  isThere = true;
  await session.decide(observationOf(5), 1000);
  const news = asked.map(({ path, body }) => [path, body.downloads?.map(({ kilobits }) => kilobits)]);
  expect(news).toEqual([
    ['/v1/sessions', undefined],
    ['/v1/sessions/s1/decision', [100]],
    ['/v1/sessions/s1/decision', [101, 102]],
    ['/v1/sessions', undefined],
    ['/v1/sessions/s2/decision', [100, 101, 102, 103, 104]],
  ]);
});

test('a looped video is a row of its passes', () => {
  expect(
    sizesOf(
      [
        [1, 2],
        [3, 4],
      ],
      2,
    ),
  ).toEqual([
    [1, 2, 1, 2],
    [3, 4, 3, 4],
  ]);
});

test('lines, steps and areas as SVG paths, from the left edge on', () => {
  const frame = { width: 100, height: 10, from: 10, to: 20, most: 5 };
  const points = [
    { t: 5, value: 5 },
    { t: 15, value: 0 },
  ];
  expect(linePath(points, frame)).toBe('M0.0 0.0L50.0 10.0');
  expect(stepPath(points, frame, 20)).toBe('M0.0 0.0L50.0 0.0L50.0 10.0L100.0 10.0');
  expect(areaPath(points, frame)).toBe('M0.0 0.0L50.0 10.0L50.0 10.0L0.0 10.0Z');
  expect(areaPath([], frame)).toBe('');
});
