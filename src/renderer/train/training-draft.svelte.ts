import { ladders } from '../../core/model/ladder';
import { traceFamilies } from '../../core/trace/synthesize/synthesize';
import type { TrainingRequest } from '../../shared/training';

/** Ladders that can be trained for without a video. */
export const draftLadders = [
  { id: 'default', label: 'Three levels', ladderKbps: ladders.default.map(({ kbps }) => kbps) },
  { id: 'pensieve', label: 'Six levels', ladderKbps: ladders.pensieve.map(({ kbps }) => kbps) },
] as const;

type LadderId = (typeof draftLadders)[number]['id'];

/** What the form of the Train page holds. */
export class TrainingDraft {
  name = $state('My agent');
  entryIds: readonly string[] = $state.raw([]);
  ladderIds: readonly LadderId[] = $state.raw(['default', 'pensieve']);
  chunkSeconds = $state(4);
  families: readonly string[] = $state.raw(['3g', 'lte', 'cable', 'wifi', 'step']);
  perFamily = $state(50);
  tracePaths: readonly string[] = $state.raw([]);
  traceSetIds: readonly string[] = $state.raw([]);
  qoe: 'lin' | 'log' | 'both' = $state('lin');
  budgetKind: 'minutes' | 'decisions' = $state('minutes');
  minutes = $state(10);
  decisions = $state(5_000_000);
  seed = $state(1);
  startFrom: string | null = $state(null);

  /** `offered` says what can be chosen now: a video or a run may have been removed since. */
  constructor(
    private readonly offered: {
      entryIds: () => readonly string[];
      models: () => readonly string[];
      traceSets: () => readonly string[];
    },
  ) {}

  private get entries(): string[] {
    return this.entryIds.filter((id) => this.offered.entryIds().includes(id));
  }

  private get sets(): string[] {
    return this.traceSetIds.filter((id) => this.offered.traceSets().includes(id));
  }

  /** What is missing or wrong, in a sentence; null when training can start. */
  readonly problem = $derived.by(() => {
    if (this.name.trim() === '') return 'Give the agent a name.';
    if (this.entries.length + this.ladderIds.length === 0) return 'Choose at least one video or ladder.';
    if (this.families.length + this.tracePaths.length + this.sets.length === 0) {
      return 'Choose at least one kind of network to train on.';
    }
    const inRange = (value: number, least: number, most: number): boolean => value >= least && value <= most;
    if (!inRange(this.chunkSeconds, 1, 10)) return 'Chunks last from 1 to 10 s.';
    if (!inRange(this.perFamily, 1, 2000)) return 'Each family can have 1 to 2000 traces.';
    if (this.budgetKind === 'minutes' && !inRange(this.minutes, 0.05, 10_000)) {
      return 'The budget is 0.05 to 10 000 minutes.';
    }
    if (this.budgetKind === 'decisions' && !inRange(this.decisions, 1, 1e12)) {
      return 'The budget is at least one decision.';
    }
    return inRange(this.seed, 0, 2 ** 31) ? null : 'The seed is a whole number from 0 on.';
  });

  request(): TrainingRequest {
    const { chunkSeconds } = this;
    return {
      name: this.name.trim(),
      entryIds: this.entries,
      ladders: draftLadders
        .filter(({ id }) => this.ladderIds.includes(id))
        .map(({ ladderKbps }) => ({ ladderKbps: [...ladderKbps], chunkSeconds })),
      tracePaths: [...this.tracePaths],
      traceSetIds: this.sets,
      families: [...this.families],
      perFamily: Math.round(this.perFamily),
      qoe: this.qoe === 'both' ? ['lin', 'log'] : [this.qoe],
      budget:
        this.budgetKind === 'minutes' ? { minutes: this.minutes } : { decisions: Math.round(this.decisions) },
      seed: Math.round(this.seed),
      startFrom:
        this.startFrom !== null && this.offered.models().includes(this.startFrom) ? this.startFrom : null,
    };
  }
}

/** The list with the item put in, or taken out when it is there. */
export function toggled<T>(list: readonly T[], item: T): readonly T[] {
  return list.includes(item) ? list.filter((other) => other !== item) : [...list, item];
}

/** Families by the name that a user reads. */
export const draftFamilies = traceFamilies.map(({ id, name }) => ({ id, name }));
