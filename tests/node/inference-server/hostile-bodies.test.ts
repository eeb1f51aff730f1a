import type * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyOf, RequestFault } from '../../../src/node/inference-server/route';
import type { InferenceServer } from '../../../src/node/inference-server/server';
import {
  changeSchema,
  questionSchema,
  questionsSchema,
  sessionRequestSchema,
} from '../../../src/shared/service';
import { post, startService } from './world';

const bodyCharacters = 1024 * 1024;

const observation = {
  ...{ chunkIndex: 0, chunksLeft: 1, chunkSeconds: 1, ladderKbps: [1, 2], upcomingChunkKilobits: null },
  ...{ bufferSeconds: 0, bufferCapSeconds: 1, lastLevel: null, downloads: [] },
};
const session = { chunkSeconds: 1, ladderKbps: [1, 2], bufferCapSeconds: 1, chunkCount: 1 };
const measure = { stallPenaltyPerSecond: 1, switchPenalty: 1 };

/** Where a list of nothing but faults can stand: the request around it, and its path. */
const places: [string, string, v.GenericSchema, (list: unknown) => unknown][] = [
  [
    'downloads',
    '/v1/decision',
    questionSchema,
    (downloads) => ({ observation: { ...observation, downloads } }),
  ],
  [
    'a ladder',
    '/v1/decision',
    questionSchema,
    (ladderKbps) => ({ observation: { ...observation, ladderKbps } }),
  ],
  [
    'sizes',
    '/v1/decision',
    questionSchema,
    (row) => ({ observation: { ...observation, upcomingChunkKilobits: [row] } }),
  ],
  ['a batch', '/v1/decision', questionsSchema, (observations) => ({ observations })],
  ['a measure', '/v1/decision', questionSchema, (quality) => ({ observation, qoe: { ...measure, quality } })],
  [
    'sizes of a session',
    '/v1/sessions',
    sessionRequestSchema,
    (row) => ({ ...session, chunkKilobits: [row] }),
  ],
  [
    'downloads of a session',
    '/v1/sessions/x/decision',
    changeSchema,
    (downloads) => ({ chunkIndex: 0, bufferSeconds: 0, lastLevel: null, downloads }),
  ],
];

/** A list whose reads are counted. */
function counted(length: number, fault: unknown): { list: unknown[]; reads: () => number } {
  let count = 0;
  const list = new Proxy(new Array<unknown>(length).fill(fault), {
    get: (items, key, receiver) => (count++, Reflect.get(items, key, receiver)),
  });
  return { list, reads: () => count };
}

describe('a list of nothing but faults', () => {
  test.each(places)('as %s is read up to the first one', (_, __, schema, around) => {
    for (const fault of [{}, '', null, []]) {
      const { list, reads } = counted(10_000, fault);
      expect(() => bodyOf(schema, around(list))).toThrow(RequestFault);
      expect(reads()).toBeLessThan(3 * 10_000 + 100); // twice for the size of the body, once to show it
    }
  });
});

describe('a body of 1 MB', () => {
  let service: InferenceServer;
  beforeAll(async () => void (service = await startService()));
  afterAll(() => service.stop());

  const refusedOf = async (path: string, body: string): Promise<string> => {
    expect(body.length).toBeLessThanOrEqual(bodyCharacters);
    const { status, text } = await post(service.address, path, body);
    expect(status).toBe(400);
    expect(text.length).toBeLessThan(600);
    return text;
  };

  test.each(places)('that is %s of faults is refused in few words', async (_, path, __, around) => {
    if (path.includes('/x/')) return; // the session itself is refused first
    const room = bodyCharacters - JSON.stringify(around(['here'])).length;
    const items = new Array(Math.floor(room / '{},'.length)).fill('{}').join();
    await refusedOf(path, JSON.stringify(around(['here'])).replace('"here"', items));
  });

  test('of fields that are not known, or of one with a long name, is refused in few words', async () => {
    const names = Array.from({ length: 80_000 }, (_, i) => `"k${i}":0`).join();
    await refusedOf('/v1/decision', `{${names}}`);
    const text = await refusedOf('/v1/decision', `{"observation":{"${'x'.repeat(1e6)}":0}}`);
    expect(text).not.toContain('x'.repeat(81));
  });

  test('that is deep is refused before it is looked at', async () => {
    const text = await refusedOf('/v1/decision', '['.repeat(5e5) + ']'.repeat(5e5));
    expect(text).toContain('inside each other');
  });
});
