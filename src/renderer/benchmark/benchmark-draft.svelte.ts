import { algorithms } from '../../core/abr/registry';
import { bootstrapSeed } from '../../core/stats/bootstrap';
import { qoeIds, type QoeId } from '../../core/qoe/qoe';
import { findPlayerModel } from '../../core/simulator/registry';
import type { BenchmarkRequest, SizedVideo } from '../../shared/benchmark';
import type { TraceSetHead } from '../../shared/traces';
import { plural } from '../ui/format';
import { draftLadders } from '../train/training-draft.svelte';

/** What the form can choose from now: a video, a set or an agent may have gone since it was chosen. */
export interface BenchmarkOffer {
  entryIds(): readonly string[];
  traceSets(): readonly TraceSetHead[];
  agentIds(): readonly string[];
}

/** The rules that can be benchmarked; trained agents come beside them (`ppo:MODEL`). */
export const benchmarkRules = algorithms.filter(({ id }) => id !== 'ppo');

/** What the form of the Benchmark page holds. */
export class BenchmarkDraft {
  name = $state('My benchmark');
  entryIds: readonly string[] = $state.raw([]);
  /** Videos of which only the sizes are there; all of them are played. */
  sized: readonly SizedVideo[] = $state.raw([]);
  ladderIds: readonly string[] = $state.raw(['pensieve']);
  chunkSeconds = $state(4);
  traceSetIds: readonly string[] = $state.raw([]);
  algorithms: readonly string[] = $state.raw(['ppo:default', 'robust-mpc', 'bola', 'buffer-based']);
  qoe: readonly QoeId[] = $state.raw(['lin']);
  playerId = $state('live');
  bufferCapSeconds = $state(20);
  /** Holds while it is one of the algorithms; else the first of them is the baseline. */
  private wantedBaseline = $state('robust-mpc');

  constructor(private readonly offered: BenchmarkOffer) {}

  readonly chosenEntries = $derived.by(() => kept(this.entryIds, this.offered.entryIds()));
  readonly chosenSets = $derived.by(() =>
    this.offered.traceSets().filter(({ id }) => this.traceSetIds.includes(id)),
  );
  readonly chosenAlgorithms = $derived.by(() =>
    kept(this.algorithms, [...this.offered.agentIds(), ...benchmarkRules.map(({ id }) => id)]),
  );
  readonly takesBufferCap = $derived(findPlayerModel(this.playerId).takes.includes('bufferCapSeconds'));

  get baseline(): string {
    const chosen = this.chosenAlgorithms;
    return chosen.includes(this.wantedBaseline) ? this.wantedBaseline : (chosen[0] ?? '');
  }

  set baseline(id: string) {
    this.wantedBaseline = id;
  }

  private readonly videoCount = $derived.by(
    () => this.chosenEntries.length + this.sized.length + this.ladderIds.length,
  );
  /** Sessions that will be played. */
  readonly sessions = $derived.by(() => {
    const traces = this.chosenSets.reduce((sum, { count }) => sum + count, 0);
    return this.videoCount * traces * this.chosenAlgorithms.length * this.qoe.length;
  });

  /** What is missing or wrong, in a sentence; null when it can run. */
  readonly problem = $derived.by(() => {
    if (this.name.trim() === '') return 'Give the benchmark a name.';
    if (this.videoCount === 0) return 'Choose at least one video or ladder.';
    if (this.chosenSets.length === 0) return 'Choose at least one set of traces.';
    const empty = this.chosenSets.find(({ count }) => count === 0);
    if (empty) return `The set “${empty.name}” holds no traces.`;
    if (this.chosenAlgorithms.length < 2) return 'Choose at least two algorithms to compare.';
    if (this.qoe.length === 0) return 'Choose at least one measure of QoE.';
    if (this.ladderIds.length > 0 && !(this.chunkSeconds >= 1 && this.chunkSeconds <= 10)) {
      return 'Chunks last from 1 to 10 s.';
    }
    const cap = this.bufferCapSeconds;
    return this.takesBufferCap && !(cap >= 1 && cap <= 3600) ? 'The buffer holds from 1 to 3600 s.' : null;
  });

  /** What it will do, in figures. */
  readonly size = $derived(
    this.problem === null ? `${plural(this.sessions, 'session').replace(/\B(?=(\d{3})+(?!\d))/g, ',')}` : '',
  );

  request(): BenchmarkRequest {
    const { chunkSeconds, bufferCapSeconds } = this;
    const ladders = draftLadders.filter(({ id }) => this.ladderIds.includes(id));
    return {
      name: this.name.trim(),
      entryIds: this.chosenEntries,
      videoPaths: this.sized.map(({ path }) => path),
      ladders: ladders.map(({ ladderKbps }) => ({ ladderKbps: [...ladderKbps], chunkSeconds })),
      traceSetIds: this.chosenSets.map(({ id }) => id),
      algorithms: this.chosenAlgorithms,
      qoe: qoeIds.filter((id) => this.qoe.includes(id)),
      players: [{ id: this.playerId, options: this.takesBufferCap ? { bufferCapSeconds } : {} }],
      baseline: this.baseline,
      seed: bootstrapSeed,
    };
  }
}

function kept(chosen: readonly string[], offered: readonly string[]): string[] {
  return offered.filter((id) => chosen.includes(id));
}
