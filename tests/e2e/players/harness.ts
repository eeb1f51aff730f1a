import { api, on } from '../../../src/renderer/api';
import { Comparison } from '../../../src/renderer/compare/comparison.svelte';
import type { LibraryEntry } from '../../../src/shared/presentation';
import { defaultSettings, type Settings } from '../../../src/shared/stored';

/** What a test sees of one player. */
export interface SeenPlayer {
  readonly chunks: readonly {
    index: number;
    level: number;
    kilobits: number;
    atSeconds: number;
    kbps: number;
  }[];
  readonly decisions: number;
  /** Null before the first picture. */
  readonly startupSeconds: number | null;
  /** Of the stalls that are over. */
  readonly stallSeconds: number;
  readonly position: number;
  readonly problem: string | null;
}

export interface Seen {
  readonly state: string;
  readonly elapsedSeconds: number;
  readonly startSkewMs: number | null;
  readonly verdict: string | null;
  readonly players: readonly SeenPlayer[];
}

/** The page's side of tests/e2e/players.test.ts: a Comparison on bare video elements, and nothing of the pages. */
export interface PlayersUnderTest {
  prepare(
    path: string,
    ladder: readonly { kbps: number; width: number; height: number }[],
  ): Promise<LibraryEntry>;
  start(entry: LibraryEntry, settings: Partial<Settings>, kbps: number): Promise<void>;
  act(action: 'pause' | 'resume' | 'restart' | 'stop'): Promise<void>;
  setBandwidth(kbps: number): Promise<void>;
  see(): Seen;
}

declare global {
  interface Window {
    playersUnderTest: PlayersUnderTest;
  }
}

let comparison: Comparison | null = null;

on('link-stats', (statistics) => comparison?.report(statistics));
window.playersUnderTest = { prepare, start, act, setBandwidth, see };

async function prepare(
  path: string,
  ladder: readonly { kbps: number; width: number; height: number }[],
): Promise<LibraryEntry> {
  const { id } = await api.prepareVideo({ path, ladder: [...ladder], chunkSeconds: 2 });
  for (;;) {
    const job = (await api.listJobs(null)).find((candidate) => candidate.id === id);
    if (job?.state === 'failed') throw new Error(job.problem ?? 'the job failed');
    const entry = (await api.listLibrary(null)).find((candidate) => candidate.id === job?.entryId);
    if (entry) return entry;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function start(entry: LibraryEntry, settings: Partial<Settings>, kbps: number): Promise<void> {
  await comparison?.dispose();
  const made = new Comparison({ entry, api, settings: { ...defaultSettings, ...settings } });
  const elements = made.panes.all.map(() => document.createElement('video'));
  document.body.replaceChildren(...elements);
  elements.forEach((element, slot) => made.panes.attach(slot, element));
  comparison = made;
  await made.link.set({ kbps, addedLatencyMs: 0 });
  await made.start();
}

async function act(action: 'pause' | 'resume' | 'restart' | 'stop'): Promise<void> {
  await comparison?.[action === 'restart' ? 'start' : action]();
}

async function setBandwidth(kbps: number): Promise<void> {
  await comparison?.link.set({ kbps, addedLatencyMs: 0 });
}

function see(): Seen {
  if (!comparison) throw new Error('nothing was started');
  const { state, elapsedSeconds, startSkewMs, verdict, series, panes } = comparison;
  const saved = series.players.length > 0 ? comparison.toSavedSession('seen').players : [];
  return {
    state,
    elapsedSeconds,
    startSkewMs,
    verdict,
    players: saved.map(({ chunks }, slot) => ({
      chunks: chunks.map(({ index, level, kilobits, atSeconds, downloadSeconds }) => {
        return { index, level, kilobits, atSeconds, kbps: kilobits / downloadSeconds };
      }),
      decisions: series.players[slot].bitrate.length,
      startupSeconds: panes.all[slot].startupSeconds,
      stallSeconds: panes.all[slot].summary?.stallSeconds ?? 0,
      position: panes.all[slot].element?.currentTime ?? 0,
      problem: panes.all[slot].problem,
    })),
  };
}
