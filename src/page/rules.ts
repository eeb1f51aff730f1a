import { createAlgorithm, findAlgorithm } from '../core/abr/registry';
import type { AbrAlgorithm } from '../core/model/algorithm';
import { makeQoe } from '../core/qoe/qoe';
import type { Video } from '../core/model/video';
import { findChoice, playerChoices, type PlayerChoice } from '../renderer/player/choices';

/** The agent at the service among the choices. */
export const serviceChoice: PlayerChoice = {
  id: 'service',
  name: 'Agent (asks the service)',
  rules: 'neuralstream',
  thinks: 'a neural network at the service scores each level',
  note: null,
};

/** What decides where the service does not. */
export const localRule = findAlgorithm('dynamic');

/** Everything that can be chosen, in groups: the page has no weights of its own, so no agent but the service's. */
export const choiceGroups: readonly { readonly name: string; readonly choices: readonly PlayerChoice[] }[] = [
  { name: 'Service', choices: [serviceChoice] },
  {
    name: 'Rules of NeuralStream, in this page',
    choices: playerChoices.filter(
      ({ id, rules }) => rules === 'neuralstream' && id !== 'ppo' && id !== 'fixed',
    ),
  },
  { name: 'Rules of dash.js', choices: playerChoices.filter(({ rules }) => rules === 'dashjs') },
];

export function choiceOf(id: string): PlayerChoice {
  return id === serviceChoice.id ? serviceChoice : findChoice(id);
}

/** An algorithm of ours for a video. */
export function algorithmFor(id: string, video: Video, bufferCapSeconds: number): AbrAlgorithm {
  return createAlgorithm(id, { video, bufferCapSeconds, qoe: makeQoe('lin', video.ladderKbps) });
}
