import { expect, test } from 'vitest';
import { distinctNames, leader, type ShownSummary } from '../../../src/renderer/record/results';

function withQoe(total: number, chunks = 5): ShownSummary {
  const qoe = { quality: total, stall: 0, switches: 0, total };
  return { chunks, meanBitrateKbps: 1000, switches: 0, stalls: 0, stallSeconds: 0, startupSeconds: 1, qoe };
}

const player = (slot: number, lin: ShownSummary | null) => ({ slot, name: '', lin, log: lin });

test('the leader has the highest QoE', () => {
  expect(leader([player(0, withQoe(0.9)), player(1, withQoe(1.1)), player(2, withQoe(-1))])).toBe(1);
});

test('nobody leads on a difference that two decimals do not show', () => {
  expect(leader([player(0, withQoe(1.1)), player(1, withQoe(1.104))])).toBeNull();
});

test('a player without a chunk that counts does not take part', () => {
  expect(leader([player(0, withQoe(1)), player(1, null), player(2, withQoe(9, 1))])).toBeNull();
});

test('two players of one algorithm are told apart by their place', () => {
  expect(distinctNames(['BOLA', 'If / Then', 'BOLA'])).toEqual(['BOLA (1)', 'If / Then', 'BOLA (3)']);
});
