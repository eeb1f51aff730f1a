import type { Trace } from '../../core/trace/bandwidth';
import { measureTrace, meanMeasures } from '../../core/trace/measures';
import { synthesize, traceFamilies } from '../../core/trace/synthesize/synthesize';
import { mostSynthesizedSeconds, type TraceWork } from '../../shared/traces';
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
  /** In the order of the registry. */
  private readonly chosen = $derived(traceFamilies.filter(({ id }) => this.families.includes(id)));
  private ownName: string | null = $state(null);
  get name(): string {
    const names = this.chosen.map(({ name }) => name).join(', ');
    return this.ownName ?? `${names} · seed ${this.seed}`;
  }
  set name(name: string) {
    this.ownName = name;
  }

  /** What forbids even a preview. */
  private readonly wrong = $derived.by(() => {
    if (this.families.length === 0) return 'Choose at least one kind of network.';
    if (!isSeed(this.seed)) return 'The seed is a whole number from 0 on.';
    if (!(Number.isInteger(this.count) && this.count >= 1 && this.count <= 10_000)) {
      return 'A kind has 1 to 10 000 traces.';
    }
    if (!(Number.isInteger(this.seconds) && this.seconds >= 5 && this.seconds <= 86_400)) {
      return 'A trace lasts 5 to 86 400 whole seconds.';
    }
    return this.count * this.seconds <= mostSynthesizedSeconds
      ? null
      : `A kind has at most ${mostSynthesizedSeconds / 1e6} million seconds in all.`;
  });
  readonly problem = $derived(this.wrong ?? (this.name.trim() === '' ? 'Give the set a name.' : null));

  /** The traces as they will be made (of very large sets: of a smaller one with the same seed). */
  readonly previews: readonly FamilyPreview[] = $derived.by(() => {
    if (this.wrong !== null) return [];
    const { seed, seconds } = this;
    const perFamily = mostPreviewSteps / Math.max(1, this.chosen.length);
    return this.chosen.map(({ id, name, describes, stepSeconds }) => {
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
    const families = this.chosen.map(({ id }) => id);
    return { type: 'synthesize', families, seed, count, seconds, name: this.name.trim().slice(0, 190) };
  }
}
