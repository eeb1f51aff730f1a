import type { Trace } from '../../core/trace/bandwidth';
import { applyOperation, type TraceOperation } from '../../core/trace/operations';
import type { TraceSelection, TraceSetHead, TraceWork } from '../../shared/traces';

/** What a new set can be made by. */
export const deriveKinds = [
  { value: 'copy', label: 'As they are' },
  { value: 'clip', label: 'Clip' },
  { value: 'pieces', label: 'Pieces' },
  { value: 'scale', label: 'Scale' },
  { value: 'scale-to-mean', label: 'To a mean' },
  { value: 'resample', label: 'Resample' },
  { value: 'split', label: 'Split' },
] as const;
export type DeriveKind = (typeof deriveKinds)[number]['value'];

const added: Record<DeriveKind, string> = {
  copy: 'chosen',
  clip: 'clipped',
  pieces: 'pieces',
  scale: 'scaled',
  'scale-to-mean': 'at one mean',
  resample: 'resampled',
  split: '',
};

/** What the dialog holds that makes a set of another one. */
export class DeriveDraft {
  kind: DeriveKind = $state('copy');
  fromSeconds = $state(0);
  toSeconds = $state(60);
  pieceSeconds = $state(60);
  factor = $state(2);
  meanMbps = $state(2);
  stepSeconds = $state(1);
  train = $state(80);
  validation = $state(10);
  test = $state(10);
  seed = $state(1);
  /** Set that copies go into; null: a new one. */
  into: string | null = $state(null);
  private ownName: string | null = $state(null);
  /** Named after the set until it is changed. */
  get name(): string {
    return this.ownName ?? `${this.set.name} ${added[this.kind]}`.trim();
  }
  set name(name: string) {
    this.ownName = name;
  }

  constructor(private readonly set: TraceSetHead) {}

  /** What is wrong, in a sentence; null when it can be done. */
  readonly problem = $derived.by(() => {
    const above0 = (value: number): boolean => value > 0 && value <= 1e9;
    if (this.name.trim() === '') return 'Give the new set a name.';
    switch (this.kind) {
      case 'copy':
        return null;
      case 'clip':
        return this.fromSeconds >= 0 && this.toSeconds > this.fromSeconds
          ? null
          : 'The clip ends after it begins, and begins at 0 s or later.';
      case 'pieces':
        return above0(this.pieceSeconds) ? null : 'A piece lasts more than 0 s.';
      case 'scale':
        return above0(this.factor) ? null : 'The factor is above 0.';
      case 'scale-to-mean':
        return above0(this.meanMbps) ? null : 'The mean is above 0 Mbit/s.';
      case 'resample':
        return above0(this.stepSeconds) ? null : 'A step lasts more than 0 s.';
      case 'split':
        return this.shares.every((share) => share >= 0) && this.shares.some(above0) && isSeed(this.seed)
          ? null
          : 'Shares are 0 or more and not all 0; the seed is a whole number from 0 on.';
      default:
        return this.kind satisfies never;
    }
  });

  /** The operation on each trace; null where traces stay as they are. */
  readonly operation: TraceOperation | null = $derived.by(() => {
    switch (this.kind) {
      case 'clip':
        return { type: 'clip', fromSeconds: this.fromSeconds, toSeconds: this.toSeconds };
      case 'pieces':
        return { type: 'pieces', seconds: this.pieceSeconds };
      case 'scale':
        return { type: 'scale', factor: this.factor };
      case 'scale-to-mean':
        return { type: 'scale-to-mean', meanKbps: this.meanMbps * 1000 };
      case 'resample':
        return { type: 'resample', stepSeconds: this.stepSeconds };
      default:
        return null;
    }
  });

  /** What becomes of one trace, or why nothing does. */
  preview(trace: Trace): readonly Trace[] | string {
    if (!this.operation || this.problem !== null) return [];
    try {
      return applyOperation(trace, this.operation);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  work(from: TraceSelection): TraceWork {
    const { operation, kind, into, seed, shares } = this;
    const name = this.name.trim();
    if (operation) return { type: 'derive', from, operation, name };
    return kind === 'split'
      ? { type: 'split', from, shares, seed, name }
      : { type: 'copy', from, name, into };
  }

  private get shares(): [number, number, number] {
    return [this.train, this.validation, this.test];
  }
}

/** Whether a number can be the seed of anything here. */
export function isSeed(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < 2 ** 32;
}
