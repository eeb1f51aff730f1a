import { describe, expect, test } from 'vitest';
import type { AbrAlgorithm, Observation } from '../../../src/core/model/algorithm';
import { abrRuleFactory } from '../../../src/core/dashjs/custom-rule';
import { DecisionMemory } from '../../../src/core/abr/decision-memory';

const observation: Observation = {
  chunkIndex: 0,
  chunksLeft: 5,
  chunkSeconds: 2,
  ladderKbps: [100, 200, 300],
  upcomingChunkKilobits: null,
  bufferSeconds: 0,
  bufferCapSeconds: 20,
  lastLevel: null,
  downloads: [],
};

/** A log whose next chunk the test sets, and an algorithm that counts how often it was asked. */
function setUp(levels: readonly number[]) {
  const log = {
    nextChunk: 0,
    observe: () => (log.nextChunk < levels.length ? { ...observation, chunkIndex: log.nextChunk } : null),
  };
  const asked: number[] = [];
  const algorithm: AbrAlgorithm = {
    decide: ({ chunkIndex }) => {
      asked.push(chunkIndex);
      return { level: levels[chunkIndex], reason: `chunk ${chunkIndex}` };
    },
  };
  return { log, asked, memory: new DecisionMemory(algorithm, log) };
}

describe('one decision for each chunk', () => {
  test('however often dash.js asks', () => {
    const { log, asked, memory } = setUp([2, 1]);
    expect([memory.next(), memory.next(), memory.next()].map((decision) => decision?.level)).toEqual([
      2, 2, 2,
    ]);
    log.nextChunk = 1;
    expect(memory.next()?.level).toBe(1);
    expect(memory.next()?.level).toBe(1);
    expect(asked).toEqual([0, 1]);
  });

  test('a chunk that was given up is decided anew', () => {
    const { log, asked, memory } = setUp([2, 1]);
    memory.next();
    log.nextChunk = 1;
    memory.next();
    log.nextChunk = 0;
    memory.next();
    expect(asked).toEqual([0, 1, 0]);
  });

  test('none is made when no chunk is left', () => {
    const { log, memory } = setUp([0]);
    log.nextChunk = 1;
    expect(memory.next()).toBeNull();
  });

  test('the decision of a chunk can be looked up, that of another cannot', () => {
    const { memory } = setUp([1]);
    memory.next();
    expect(memory.for(0)?.reason).toBe('chunk 0');
    expect(memory.for(1)).toBeNull();
  });

  test('a level outside the ladder is an error that names it', () => {
    expect(() => setUp([3]).memory.next()).toThrow('level must be an integer from 0 to 2, got 3');
    expect(() => setUp([0.5]).memory.next()).toThrow('got 0.5');
  });
});

/** dash.js' context as far as the rule reads it; representations out of order, as a manifest may have them. */
function context(mediaType: string) {
  const offered: unknown = [{ bandwidth: 300 }, { bandwidth: 100 }, { bandwidth: 200 }];
  const fake: unknown = {
    getMediaType: () => mediaType,
    getMediaInfo: () => ({}),
    getAbrController: () => ({ getPossibleVoRepresentationsFilteredBySettings: () => offered }),
  };
  return fake;
}

function ask(rule: unknown, mediaType: string): unknown {
  const getSwitchRequest: unknown =
    typeof rule === 'object' && rule !== null ? Reflect.get(rule, 'getSwitchRequest') : null;
  if (typeof getSwitchRequest !== 'function') throw new Error('expected a rule');
  return Reflect.apply(getSwitchRequest, rule, [context(mediaType)]);
}

describe('the custom rule of dash.js', () => {
  test('answers at once with the representation of the level, by rising bitrate', () => {
    const rule: unknown = abrRuleFactory(
      () => ({ level: 1, reason: '' }),
      () => {},
    )({}).create();
    expect(ask(rule, 'video')).toMatchObject({ representation: { bandwidth: 200 }, priority: 0.5 });
  });

  test('changes nothing for audio, nor when no chunk is left', () => {
    let asked = 0;
    const rule: unknown = abrRuleFactory(
      () => {
        asked++;
        return null;
      },
      () => {},
    )({}).create();
    expect(ask(rule, 'audio')).toMatchObject({ representation: null });
    expect(asked).toBe(0);
    expect(ask(rule, 'video')).toMatchObject({ representation: null });
  });

  test('tells a failure instead of letting dash.js swallow it', () => {
    const failures: unknown[] = [];
    const rule: unknown = abrRuleFactory(
      () => ({ level: 3, reason: '' }),
      (error) => failures.push(error),
    )({}).create();
    expect(ask(rule, 'video')).toMatchObject({ representation: null });
    expect(String(failures[0])).toContain('level 3 was chosen, dash.js offers 3 levels');
  });

  test('two players have two rules', () => {
    const make = (level: number): unknown =>
      abrRuleFactory(
        () => ({ level, reason: '' }),
        () => {},
      )({}).create();
    const [first, second] = [make(0), make(2)];
    expect(ask(first, 'video')).toMatchObject({ representation: { bandwidth: 100 } });
    expect(ask(second, 'video')).toMatchObject({ representation: { bandwidth: 300 } });
  });
});
