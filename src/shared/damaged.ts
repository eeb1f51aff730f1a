/** What keeps the user's things in files, each with a page that lists them. */
export const damagedStores = ['library', 'sessions', 'training', 'benchmarks', 'traces', 'settings'] as const;
export type DamagedStore = (typeof damagedStores)[number];

/** Something stored that cannot be used, or not all of it: listed with the reason, never passed over. */
export interface Damaged {
  readonly id: string;
  /** The user's name for it where that can be read, else its file's. */
  readonly name: string;
  /** What is wrong: a sentence without its full stop, and without any path. */
  readonly reason: string;
  /** What Restore does, the end of "Restore ..."; null where only another copy of the file helps. */
  readonly restores: string | null;
  /** What Remove takes away; null where it takes nothing. */
  readonly removes: string | null;
}
