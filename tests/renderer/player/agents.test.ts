import { expect, test } from 'vitest';
import { choiceOf } from '../../../src/renderer/player/agents';

const agents = ['ppo:default', 'ppo:1234-abcd'].map((id) => ({
  ...{ id, name: id, thinks: '', note: null },
  rules: 'neuralstream' as const,
}));

test('a benchmark names an agent by the folder of its model; live it is the agent of that run', () => {
  expect(choiceOf('ppo:/data/training/1234-abcd/best', agents)).toBe('ppo:1234-abcd');
  expect(choiceOf('ppo:C:\\data\\training\\1234-abcd', agents)).toBe('ppo:1234-abcd');
  expect(choiceOf('ppo:default', agents)).toBe('ppo:default');
  expect(choiceOf('bola', agents)).toBe('bola');
});
