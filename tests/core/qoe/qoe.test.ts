import { parseQoe } from '../../../src/core/qoe/parse';
import { describe, expect, test } from 'vitest';
import { chunkQoe, makeQoe } from '../../../src/core/qoe/qoe';

const ladderKbps = [300, 750, 1200, 1850, 2850, 4300];

describe('QoE of a chunk', () => {
  test('lin: Mbps, 4.3 a second of stall, 1 a Mbps of change', () => {
    const lin = makeQoe('lin', ladderKbps);
    const parts = chunkQoe(lin, 4, 1, 0.5);
    expect(parts.quality).toBeCloseTo(2.85, 12);
    expect(parts.stall).toBeCloseTo(-2.15, 12);
    expect(parts.switches).toBeCloseTo(-2.1, 12);
    expect(parts.total).toBeCloseTo(-1.4, 12);
  });

  test('lin: the first rows of the published log of norway_bus_1', () => {
    const lin = makeQoe('lin', ladderKbps);
    expect(chunkQoe(lin, 1, null, 0.8872836624630916).total).toBeCloseTo(-3.065319748591294, 12);
    expect(chunkQoe(lin, 0, 1, 0).total).toBeCloseTo(-0.15, 12);
    expect(chunkQoe(lin, 3, 1, 0).total).toBeCloseTo(0.75, 12);
  });

  test('log: the logarithm over the lowest bitrate, 2.66 a second of stall', () => {
    const parts = chunkQoe(makeQoe('log', ladderKbps), 2, 1, 1);
    expect(parts.quality).toBeCloseTo(1.3862943611, 9); // ln 4
    expect(parts.stall).toBeCloseTo(-2.66, 12);
    expect(parts.switches).toBeCloseTo(-0.4700036292, 9); // ln 1.6
  });

  test('hd: 1, 2, 3, 12, 15, 20 and 8 a second of stall', () => {
    const { quality, stall, switches, total } = chunkQoe(makeQoe('hd', ladderKbps), 3, 2, 0.25);
    expect([quality, stall, switches, total]).toEqual([12, -2, -9, 1]);
  });

  test('custom: qualities, penalties of the user', () => {
    const custom = { quality: [1, 5, 10], stallPenaltyPerSecond: 2, switchPenalty: 0.5 };
    expect(chunkQoe(makeQoe(custom, [1, 2, 3]), 2, 1, 3).total).toBe(10 - 6 - 2.5);
    const mbps = makeQoe({ ...custom, quality: 'mbps' }, [500, 2000]);
    expect(chunkQoe(mbps, 1, 0, 0).total).toBe(2 - 0.75);
    const log = makeQoe({ ...custom, quality: 'log' }, [500, 1000]);
    expect(chunkQoe(log, 1, 1, 0).total).toBeCloseTo(0.6931471806, 9);
  });

  test('the stall penalty of lin on another ladder is its top bitrate in Mbps', () => {
    expect(makeQoe('lin', [235, 1000, 16000]).stallPenaltyPerSecond).toBe(16);
  });
});

describe('a measure is refused', () => {
  test('when it does not fit the ladder', () => {
    expect(() => makeQoe('hd', [1, 2, 3])).toThrow('QoE hd: expected a quality for each of 3 levels, got 6');
  });

  test('when a penalty is negative or no number', () => {
    const custom = { quality: 'mbps', stallPenaltyPerSecond: 1, switchPenalty: 1 } as const;
    expect(() => makeQoe({ ...custom, switchPenalty: -1 }, [1])).toThrow(
      'switchPenalty must be >= 0, got -1',
    );
    expect(() => makeQoe({ ...custom, stallPenaltyPerSecond: NaN }, [1])).toThrow('stallPenaltyPerSecond');
  });
});

describe('a measure in a word', () => {
  test('names a published set, or states quality, stall and switch, and the id repeats it', () => {
    expect(parseQoe('log')).toBe('log');
    const levels = { quality: [1, 2.5, 3], stallPenaltyPerSecond: 8, switchPenalty: 0.5 };
    expect(parseQoe('1/2.5/3:8:0.5')).toEqual(levels);
    expect(makeQoe(parseQoe('1/2.5/3:8:0.5'), [1, 2, 3])).toMatchObject({ id: '1/2.5/3:8:0.5' });
    expect(makeQoe(parseQoe('mbps:4.3:1'), [300, 4300])).toEqual({
      id: 'mbps:4.3:1',
      levelQuality: [0.3, 4.3],
      stallPenaltyPerSecond: 4.3,
      switchPenalty: 1,
    });
  });

  test.each([
    'best',
    'mbps',
    'mbps:4',
    'mbps:4:1:1',
    'mbps::1',
    'mbps:-1:1',
    'mbps:x:1',
    '1//3:8:1',
    'hd:8:1',
  ])('%s is refused', (text) => {
    expect(() => parseQoe(text)).toThrow('QUALITY:STALL:SWITCH');
    expect(() => parseQoe(text)).toThrow(`got "${text}"`);
  });
});
