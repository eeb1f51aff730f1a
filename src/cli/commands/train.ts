import { resolve } from 'node:path';
import { applicationVersion } from '../../node/application-version';
import { sourceCommit } from '../../node/source-commit';
import { runFiles } from '../../node/training/run-folder';
import { startTraining, trainingEnvironment } from '../../node/training/start';
import { backendWords } from '../../shared/tensor-backend';
import type { TrainingEvent, TrainingPlan } from '../../shared/training';
import { builtScript } from '../built-script';
import { defineCommand } from '../command';
import { progressBar, type Terminal } from '../terminal';
import { backendOption, backendOf } from '../tensor-backend';
import { planOf, planOptions } from '../training-plan';

export const train = defineCommand({
  name: 'train',
  does: 'Trains a PPO agent on network traces.',
  options: { ...planOptions, backend: backendOption },
  async run(args, { terminal, signal, fork }) {
    const folder = resolve(args.text('out'));
    const plan = planOf(args, (line) => terminal.err(`${line}\n`));
    const report = args.has('json') ? jsonLines(terminal) : progress(terminal, plan);
    let last: Extract<TrainingEvent, { type: 'state' }> | null = null;
    const run = startTraining({
      ...{ folder, plan, backend: backendOf(args), application: applicationVersion, commit: sourceCommit() },
      fork: () => fork(builtScript('training.cjs'), trainingEnvironment),
      onEvent: (event) => {
        if (event.type === 'state') last = event;
        report(event);
      },
    });
    signal.addEventListener('abort', () => run.stop());
    await run.ended;
    const { state, problem } = last ?? { state: 'failed', problem: 'the training process said nothing' };
    if (state === 'failed') throw new Error(problem ?? 'training failed');
    if (!args.has('json')) terminal.out(`the model is in ${runFiles(folder).model}\n`);
  },
});

function jsonLines({ out }: Terminal) {
  return (event: TrainingEvent): void => out(`${JSON.stringify(event)}\n`);
}

/** A bar, and a line for each evaluation. */
function progress(terminal: Terminal, plan: TrainingPlan) {
  const bar = progressBar(terminal);
  let budget = 'decisions' in plan.budget ? plan.budget.decisions : null;
  return (event: TrainingEvent): void => {
    switch (event.type) {
      case 'budget':
        budget = event.budgetDecisions;
        return;
      case 'iteration': {
        const { decisions, decisions_per_second: speed, mean_reward: reward, entropy } = event.metrics;
        const words = `reward ${reward.toFixed(3)}, entropy ${entropy.toFixed(3)}, ${Math.round(speed)} decisions/s`;
        if (budget !== null) bar.show(decisions / budget, words);
        return;
      }
      case 'evaluation': {
        const { decisions, score, qoe, rebuffer_seconds_per_chunk: stall, best } = event.evaluation;
        bar.end();
        const value = qoe === null ? `score ${score.toFixed(4)}` : `QoE ${qoe.toFixed(4)}`;
        terminal.err(
          `${decisions} decisions: ${value}, ${stall.toFixed(4)} s of stall a chunk${best ? ', the best so far' : ''}\n`,
        );
        return;
      }
      case 'before-after': {
        const { before, after, sessions } = event.beforeAfter;
        bar.end();
        terminal.err(
          `reward a session over ${sessions} sessions: ${before.rewardPerSession.toFixed(1)} before, ${after.rewardPerSession.toFixed(1)} after\n`,
        );
        return;
      }
      case 'started':
        terminal.err(`training on ${backendWords(event.backend)}\n`);
        return;
      case 'checkpoint':
      case 'state':
        return;
      default:
        event satisfies never;
    }
  };
}
