import { defaultModel } from '../../core/abr/ppo';
import type { ListedRun } from '../../shared/training';
import type { PlayerChoice } from './choices';

const agentId = 'ppo';

/** The model that a choice plays: `ppo` the user's default, `ppo:ID` that of a run; null when it is no agent. */
export function modelOf(choiceId: string, usersDefault: string): string | null {
  if (choiceId === agentId) return usersDefault;
  return choiceId.startsWith(`${agentId}:`) ? choiceId.slice(agentId.length + 1) : null;
}

/** The choice that plays what a benchmark played: there, a trained agent is `ppo:` and the folder of its model. */
export function choiceOf(benchmarkId: string, agents: readonly PlayerChoice[]): string {
  const parts = benchmarkId.split(/[:\\/]/);
  const agent = agents.find(({ id }) => parts[0] === agentId && parts.includes(id.slice(agentId.length + 1)));
  return agent?.id ?? benchmarkId;
}

/** The agents beside `ppo` that can stand in a pane: the application's own and every trained one. */
export function agentChoices(runs: readonly ListedRun[]): PlayerChoice[] {
  const trained = runs.filter(({ hasModel, run }) => hasModel && run.state !== 'running');
  return [
    agentChoice(defaultModel, 'Agent as shipped', 'the agent that comes with the application'),
    ...trained.map(({ id, run }) => agentChoice(id, run.name, 'an agent trained on this machine')),
  ];
}

function agentChoice(model: string, name: string, thinks: string): PlayerChoice {
  return { id: `${agentId}:${model}`, name, rules: 'neuralstream', thinks, note: 'agent' };
}
