import type { Trace } from '../../core/trace/bandwidth';
import { measureTrace, meanMeasures } from '../../core/trace/measures';
import { findFamily, synthesize, traceFamilies } from '../../core/trace/synthesize/synthesize';
import type { TraceWork } from '../../shared/traces';
import { isSeed } from './derive-draft.svelte';

/** Traces of a family that are looked at: the poorest, the one in the middle, the best. */
export interface FamilyPreview {
  readonly id: string;
  readonly name: string;
  readonly describes: string;
  readonly traces: readonly Trace[];
  readonly meanKbps: number;
  readonly variation: number;
}

/** Steps that a preview may take: as many as are made while a slider moves. */
const mostPreviewSteps = 60_000;

/** What the dialog holds that makes traces up. */
export class SynthesisDraft {
  families: readonly string[] = $state.raw(['lte']);
  seed = $state(1);
  count = $state(20);
  seconds = $state(300);
  private ownName: string | null = $state(null);
  get name(): string {
    return this.ownName ?? `${this.families.map((id) => findFamily(id).name).join(', ')} · seed ${this.seed}`;
  }
  set name(name: string) {
    this.ownName = name;
  }

  readonly problem = $derived.by(() => {
    if (this.families.length === 0) return 'Choose at least one kind of network.';
    if (this.name.trim() === '') return 'Give the set a name.';
    if (!isSeed(this.seed)) return 'The seed is a whole number from 0 on.';
    if (!(Number.isInteger(this.count) && this.count >= 1 && this.count <= 10_000)) {
      return 'A kind has 1 to 10 000 traces.';
    }
    return Number.isInteger(this.seconds) && this.seconds >= 5 && this.seconds <= 86_400
      ? null
      : 'A trace lasts 5 to 86 400 whole seconds.';
  });

  /** The traces as they will be made (of very large sets: of a smaller one with the same seed). */
  readonly previews: readonly FamilyPreview[] = $derived.by(() => {
    if (this.problem !== null && this.name.trim() !== '') return [];
    const { seed, seconds } = this;
    const chosen = traceFamilies.filter(({ id }) => this.families.includes(id));
    const perFamily = mostPreviewSteps / Math.max(1, chosen.length);
    return chosen.map(({ id, name, describes, stepSeconds }) => {
      const count = Math.max(3, Math.min(this.count, Math.floor((perFamily * stepSeconds) / seconds)));
      const traces = synthesize(id, { seed, count: Math.min(count, this.count), seconds });
      const { meanKbps, coefficientOfVariation } = meanMeasures(traces.map(measureTrace));
      const shown = [0, Math.floor((traces.length - 1) / 2), traces.length - 1];
      const kept = traces.filter((_, i) => shown.includes(i));
      return { id, name, describes, traces: kept, meanKbps, variation: coefficientOfVariation };
    });
  });

  work(): TraceWork {
    const { count, seconds, seed } = this;
    const families = traceFamilies.map(({ id }) => id).filter((id) => this.families.includes(id));
    return { type: 'synthesize', families, seed, count, seconds, name: this.name.trim().slice(0, 190) };
  }
}
