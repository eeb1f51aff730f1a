import type { Trace } from '../../core/trace/bandwidth';
import { applyOperation, type TraceOperation } from '../../core/trace/operations';
import type { TraceSelection, TraceSetHead, TraceWork } from '../../shared/traces';
import { messageOf } from '../api';

/** What the numbers of the dialog are at first; seconds, Mbit/s or shares, as their fields say. */
const firstValues = {
  from: 0,
  to: 60,
  piece: 60,
  factor: 2,
  mean: 2,
  step: 1,
  train: 80,
  validation: 10,
  test: 10,
  seed: 1,
};
type Values = typeof firstValues;

interface DeriveField {
  readonly name: keyof Values;
  readonly label: string;
  readonly unit: string;
}

interface DeriveOperation {
  readonly value: string;
  readonly label: string;
  /** Ends the name of the new set. */
  readonly added: string;
  readonly fields: readonly DeriveField[];
  /** What is wrong with the numbers, in a sentence; null when it can be done. */
  readonly problem: (values: Values) => string | null;
  /** The operation on each trace; null where traces stay as they are. */
  readonly operation: ((values: Values) => TraceOperation) | null;
}

const above0 = (value: number): boolean => value > 0 && value <= 1e9;

/** What a new set can be made by: an operation on traces is one entry. */
export const deriveKinds: readonly DeriveOperation[] = [
  { value: 'copy', label: 'As they are', added: 'chosen', fields: [], problem: () => null, operation: null },
  {
    value: 'clip',
    label: 'Clip',
    added: 'clipped',
    fields: [
      { name: 'from', label: 'from', unit: 's' },
      { name: 'to', label: 'to', unit: 's' },
    ],
    problem: ({ from, to }) =>
      from >= 0 && to > from ? null : 'The clip ends after it begins, and begins at 0 s or later.',
    operation: ({ from, to }) => ({ type: 'clip', fromSeconds: from, toSeconds: to }),
  },
  {
    value: 'pieces',
    label: 'Pieces',
    added: 'pieces',
    fields: [{ name: 'piece', label: 'of', unit: 's; a shorter rest is left out' }],
    problem: ({ piece }) => (above0(piece) ? null : 'A piece lasts more than 0 s.'),
    operation: ({ piece }) => ({ type: 'pieces', seconds: piece }),
  },
  {
    value: 'scale',
    label: 'Scale',
    added: 'scaled',
    fields: [{ name: 'factor', label: 'every rate times', unit: '' }],
    problem: ({ factor }) => (above0(factor) ? null : 'The factor is above 0.'),
    operation: ({ factor }) => ({ type: 'scale', factor }),
  },
  {
    value: 'scale-to-mean',
    label: 'To a mean',
    added: 'at one mean',
    fields: [{ name: 'mean', label: 'each trace to a mean of', unit: 'Mbit/s' }],
    problem: ({ mean }) => (above0(mean) ? null : 'The mean is above 0 Mbit/s.'),
    operation: ({ mean }) => ({ type: 'scale-to-mean', meanKbps: mean * 1000 }),
  },
  {
    value: 'resample',
    label: 'Resample',
    added: 'resampled',
    fields: [{ name: 'step', label: 'in steps of', unit: 's, each with the mean of its time' }],
    problem: ({ step }) => (above0(step) ? null : 'A step lasts more than 0 s.'),
    operation: ({ step }) => ({ type: 'resample', stepSeconds: step }),
  },
  {
    value: 'split',
    label: 'Split',
    added: '',
    fields: [
      { name: 'train', label: 'train', unit: '' },
      { name: 'validation', label: 'validation', unit: '' },
      { name: 'test', label: 'test', unit: '' },
      { name: 'seed', label: 'seed', unit: '' },
    ],
    problem: ({ train, validation, test, seed }) => {
      const shares = [train, validation, test];
      return shares.every((share) => share >= 0) && shares.some(above0) && isSeed(seed)
        ? null
        : 'Shares are 0 or more and not all 0; the seed is a whole number from 0 on.';
    },
    operation: null,
  },
];

/** What the dialog holds that makes a set of another one. */
export class DeriveDraft {
  /** The `value` of a kind. */
  kindId = $state('copy');
  readonly values: Values = $state({ ...firstValues });
  /** Set that copies go into; null: a new one. */
  into: string | null = $state(null);
  private ownName: string | null = $state(null);
  readonly kind = $derived(deriveKinds.find(({ value }) => value === this.kindId) ?? deriveKinds[0]);
  /** What is wrong, in a sentence; null when it can be done. */
  readonly problem = $derived(
    this.name.trim() === '' ? 'Give the new set a name.' : this.kind.problem(this.values),
  );
  /** The operation on each trace; null where traces stay as they are. */
  readonly operation: TraceOperation | null = $derived(this.kind.operation?.(this.values) ?? null);

  constructor(private readonly set: TraceSetHead) {}

  /** Named after the set until it is changed. */
  get name(): string {
    return this.ownName ?? `${this.set.name} ${this.kind.added}`.trim();
  }

  set name(name: string) {
    this.ownName = name;
  }

  /** The traces made of one trace, or why there are none. */
  preview(trace: Trace): readonly Trace[] | string {
    if (!this.operation || this.problem !== null) return [];
    try {
      return applyOperation(trace, this.operation);
    } catch (error) {
      return messageOf(error);
    }
  }

  work(from: TraceSelection): TraceWork {
    const { operation, kindId, into, values } = this;
    const name = this.name.trim();
    if (operation) return { type: 'derive', from, operation, name };
    const { train, validation, test, seed } = values;
    return kindId === 'split'
      ? { type: 'split', from, shares: [train, validation, test], seed, name }
      : { type: 'copy', from, name, into };
  }
}

/** Whether a number can be the seed of anything here. */
export function isSeed(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < 2 ** 32;
}
