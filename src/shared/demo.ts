/** The scripted comparison of `npm run demo`. */
export interface Demo {
  readonly entryId: string;
  readonly seconds: number;
  readonly algorithms: readonly string[];
  /** Share of the playing time at which the link changes, and to what. */
  readonly script: readonly { share: number; kbps: number }[];
}
