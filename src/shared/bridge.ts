/** An answer over the process border: errors travel as their sentence. */
export type Answer =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string };

/** What the preload script gives the window, and nothing else. Types of calls and events are in contract/. */
export interface Bridge {
  call(name: string, request: unknown): Promise<Answer>;
  /** Returns the function that stops listening. */
  on(name: string, listener: (value: unknown) => void): () => void;
  /** The path of a dropped file; empty when it has none. */
  pathOf(file: File): string;
}

/** The channel of an event: the preload script listens to these alone, so that a page can name no other channel. */
export function eventChannel(name: string): string {
  return `event:${name}`;
}
