import { describe, expect, test } from 'vitest';
import { verdict, type Contender } from '../../../src/core/qoe/verdict';

function contender(name: string, quality: number, stall: number, switches: number, chunks = 10): Contender {
  return { name, summary: { chunks, qoe: { quality, stall, switches, total: quality + stall + switches } } };
}

describe('verdict', () => {
  test('names the winner, the lead and the parts that made it, against the runner-up', () => {
    const sentence = verdict([
      contender('If / Then', 1.4, -0.5, -0.2),
      contender('BOLA', 1.2, -0.1, -0.1),
      contender('Fixed', 0.5, 0, 0),
    ]);
    expect(sentence).toBe(
      'BOLA wins with a QoE of 1.00 per chunk, 0.30 ahead of If / Then: ' +
        'less stalling (+0.40) and smoother switching (+0.10) outweigh lower quality (−0.20).',
    );
  });

  test('one part that is ahead and none behind made the difference', () => {
    expect(verdict([contender('A', 1.5, -0.2, 0), contender('B', 1, -0.2, 0)])).toBe(
      'A wins with a QoE of 1.30 per chunk, 0.50 ahead of B: higher quality (+0.50) made the difference.',
    );
  });

  test('a negative QoE is written with a minus', () => {
    expect(verdict([contender('A', 1, -3, 0), contender('B', 1, -4, 0)])).toBe(
      'A wins with a QoE of −2.00 per chunk, 1.00 ahead of B: less stalling (+1.00) made the difference.',
    );
  });

  test('differences that two decimals cannot show are a tie', () => {
    expect(verdict([contender('A', 1, 0, 0), contender('B', 1.004, 0, 0)])).toBe(
      'B and A tie with a QoE of 1.00 per chunk.',
    );
  });

  test('a tie at the top leaves the rest out', () => {
    expect(verdict([contender('A', 1, 0, 0), contender('B', 1, 0, 0), contender('C', 0.5, 0, 0)])).toBe(
      'A and B tie for the first place with a QoE of 1.00 per chunk.',
    );
  });

  test('a lead of parts too small to name is a little better throughout', () => {
    expect(verdict([contender('A', 1.004, -0.096, 0), contender('B', 1, -0.1, 0)])).toBe(
      'A wins with a QoE of 0.91 per chunk, 0.01 ahead of B: a little better throughout.',
    );
  });

  test('there is none before two sessions have a chunk that counts', () => {
    expect(verdict([])).toBeNull();
    expect(verdict([contender('A', 1, 0, 0)])).toBeNull();
    expect(verdict([contender('A', 1, 0, 0), contender('B', 1, 0, 0, 1)])).toBeNull();
  });
});
