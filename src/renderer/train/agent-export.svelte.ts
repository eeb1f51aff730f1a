import { qoeIds, type QoeId } from '../../core/qoe/qoe';
import { defaultModel } from '../../core/abr/ppo';
import { exportTargets, type ExportTargetId } from '../../shared/exports';
import type { ListedRun } from '../../shared/training';
import { api, messageOf } from '../api';
import type { Toasts } from '../ui/toasts.svelte';

/** An agent that can be exported. */
export interface ExportableAgent {
  readonly id: string;
  readonly name: string;
  /** The measures that it was trained for. */
  readonly qoe: readonly QoeId[];
}

/** A form of export that the window offers: the model as it is kept, or one for other programs. */
export type ExportForm = 'folder' | ExportTargetId;

/** The dialog that sends an agent out of the application. */
export class AgentExport {
  shown = $state(false);
  agentId = $state(defaultModel);
  form: ExportForm = $state('dashjs');
  qoe: QoeId = $state('lin');
  busy = $state(false);
  problem: string | null = $state(null);
  readonly agent = $derived.by(() => this.agents().find(({ id }) => id === this.agentId) ?? this.agents()[0]);

  constructor(
    private readonly runs: () => readonly ListedRun[],
    private readonly toasts: Toasts,
  ) {}

  /** The agent as shipped, then every trained one. */
  agents(): readonly ExportableAgent[] {
    const trained = this.runs().filter(({ hasModel }) => hasModel);
    return [
      { id: defaultModel, name: 'Agent as shipped', qoe: qoeIds.slice(0, 2) },
      ...trained.map(({ id, run }) => ({ id, name: run.name, qoe: run.plan.qoe })),
    ];
  }

  /** The forms that the chosen agent can take; the one that comes with the application need not be carried to another. */
  forms(): readonly { readonly id: ExportForm; readonly name: string; readonly does: string }[] {
    const folder = {
      id: 'folder',
      name: 'Model folder',
      does: 'for NeuralStream on another machine',
    } as const;
    return this.agentId === defaultModel ? exportTargets : [...exportTargets, folder];
  }

  open(agentId: string): void {
    this.problem = null;
    this.choose(agentId);
    this.shown = true;
  }

  choose(agentId: string): void {
    this.agentId = agentId;
    this.qoe = this.agent.qoe[0] ?? 'lin';
    if (!this.forms().some(({ id }) => id === this.form)) this.form = 'dashjs';
  }

  close(): void {
    this.shown = false;
  }

  async run(): Promise<void> {
    const { agent, form } = this;
    this.busy = true;
    this.problem = null;
    try {
      const path =
        form === 'folder'
          ? await api.exportRun({ id: agent.id })
          : await api.exportAgent({ model: agent.id, target: form, qoe: form === 'onnx' ? null : this.qoe });
      if (path !== null) {
        this.toasts.show(`“${agent.name}” is in ${path}.`);
        this.close();
      }
    } catch (error) {
      this.problem = messageOf(error);
    }
    this.busy = false;
  }
}
