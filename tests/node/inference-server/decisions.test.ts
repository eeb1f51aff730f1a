import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Observation } from '../../../src/core/model/algorithm';
import { ppo } from '../../../src/core/abr/ppo';
import type { AgentView } from '../../../src/core/abr/algorithm-entry';
import { makeQoe } from '../../../src/core/qoe/qoe';
import { makeRandom } from '../../../src/core/stats/random';
import type { InferenceServer } from '../../../src/node/inference-server/server';
import { readModel } from '../../../src/node/models';
import { policyOf } from '../../../src/shared/policy';
import { defaultServed, post, startService } from './world';

let service: InferenceServer;
beforeAll(async () => void (service = await startService()));
afterAll(() => service.stop());

const policy = policyOf(readModel(defaultServed.folder));

/** A session's observations: made-up sizes, and downloads that follow no rule. */
function sessionOf(seed: number, ladderKbps: number[], chunkCount = 12): Observation[] {
  const random = makeRandom(seed);
  const rows = Array.from({ length: chunkCount }, () =>
    ladderKbps.map((kbps) => kbps * 4 * (0.6 + 0.8 * random())),
  );
  const downloads: Observation['downloads'][number][] = [];
  return rows.map((_, chunkIndex) => {
    const lastLevel = chunkIndex === 0 ? null : Math.floor(random() * ladderKbps.length);
    if (lastLevel !== null) {
      const seconds = 0.2 + 6 * random();
      downloads.push({ kilobits: rows[chunkIndex - 1][lastLevel], seconds, firstByteSeconds: 0.1 });
    }
    return {
      ...{ chunkIndex, chunksLeft: chunkCount - chunkIndex, chunkSeconds: 4, ladderKbps, lastLevel },
      upcomingChunkKilobits: rows.slice(chunkIndex, chunkIndex + 8),
      ...{ bufferSeconds: 20 * random(), bufferCapSeconds: 20, downloads: [...downloads] },
    };
  });
}

/** What the plain forward pass in the player makes of the same observations. */
function expectedViews(observations: readonly Observation[], qoe: 'lin' | 'log' = 'lin'): AgentView[] {
  const views: AgentView[] = [];
  const { ladderKbps } = observations[0];
  const video = { ladderKbps, chunkSeconds: 4, chunkCount: observations.length };
  const agent = ppo({ qoe: makeQoe(qoe, ladderKbps), video }, policy, (view) => views.push(view));
  observations.forEach((observation) => agent.decide(observation));
  return views;
}

interface Decided {
  readonly level: number;
  readonly probabilities: number[] | null;
  readonly value: number | null;
}

function expectSame(decided: readonly Decided[], views: readonly AgentView[]): void {
  expect(decided).toHaveLength(views.length);
  decided.forEach(({ level, probabilities, value }, i) => {
    expect(level).toBe(views[i].level);
    expect(value).toEqual(expect.any(Number));
    views[i].probabilities.forEach((share, at) => expect(probabilities?.[at]).toBeCloseTo(share, 5));
  });
}

const short = [400, 1000, 2500];
const long = [300, 750, 1200, 1850, 2850, 4300];

test('each observation alone gets the decision of the forward pass in the player', async () => {
  const observations = sessionOf(1, long);
  const decided: Decided[] = [];
  for (const observation of observations.slice(1)) {
    const { status, text } = await post(service.address, '/v1/decision', { observation });
    expect(status).toBe(200);
    decided.push(Object(JSON.parse(text)));
  }
  expectSame(decided, expectedViews(observations));
});

test('a batch of ladders of different heights gets the same decisions, in order, for the measure asked for', async () => {
  const [low, high] = [sessionOf(2, short), sessionOf(3, long)];
  const observations = low.slice(1).flatMap((observation, i) => [observation, high[i + 1]]);
  const { text } = await post(service.address, '/v1/decision', { observations, qoe: 'log' });
  const { decisions }: { decisions: Decided[] } = Object(JSON.parse(text));
  expectSame(
    decisions.filter((_, i) => i % 2 === 0),
    expectedViews(low, 'log'),
  );
  expectSame(
    decisions.filter((_, i) => i % 2 === 1),
    expectedViews(high, 'log'),
  );
});

test('a session that is told only what has changed gets the same decisions', async () => {
  const observations = sessionOf(4, long);
  const [first] = observations;
  const rows = first.upcomingChunkKilobits ?? [];
  const sizes = observations.map(({ upcomingChunkKilobits }) => upcomingChunkKilobits?.[0] ?? rows[0]);
  const opened = await post(service.address, '/v1/sessions', {
    ...{ chunkSeconds: 4, ladderKbps: long, bufferCapSeconds: 20, chunkCount: sizes.length },
    chunkKilobits: long.map((_, level) => sizes.map((row) => row[level])),
  });
  expect(opened.status).toBe(201);
  const { id } = Object(JSON.parse(opened.text));
  const decided: Decided[] = [];
  for (const { chunkIndex, bufferSeconds, lastLevel, downloads } of observations) {
    const change = { chunkIndex, bufferSeconds, lastLevel, downloads: downloads.slice(-1) };
    const { text } = await post(service.address, `/v1/sessions/${id}/decision`, change);
    decided.push(Object(JSON.parse(text)));
  }
  expect(decided[0]).toMatchObject({ level: 0, probabilities: null, value: null });
  expectSame(decided.slice(1), expectedViews(observations));
});

test('requests that arrive together go through the network together', async () => {
  const observations = sessionOf(5, short, 30).slice(1);
  const views = expectedViews(sessionOf(5, short, 30));
  const answers = await Promise.all(
    observations.map((observation) => post(service.address, '/v1/decision', { observation })),
  );
  expectSame(
    answers.map(({ text }) => Object(JSON.parse(text))),
    views,
  );
});
