import type { Demo } from '../shared/demo';
import type { SavedSession } from '../shared/stored';
import { api, messageOf } from './api';
import type { Compare } from './compare/compare.svelte';
import type { Library } from './library/library.svelte';
import type { SettingsStore } from './settings/settings.svelte';

interface DemoParts {
  readonly compare: Compare;
  readonly library: Library;
  readonly settings: SettingsStore;
}

const tickMs = 100;
/** Starting may take this long before the demonstration gives up. */
const patienceSeconds = 60;

/** The part of the script that rules at a share of the playing time: the last one begun. */
export function scriptAt(script: Demo['script'], share: number): Demo['script'][number] | null {
  const begun = script.filter((part) => part.share <= share);
  return begun.length > 0 ? begun[begun.length - 1] : null;
}

/** Plays the scripted comparison through the page's own state, so that the slider moves; then tells main. */
export async function runDemo(demo: Demo, parts: DemoParts): Promise<void> {
  try {
    const session = await play(demo, parts);
    await api.demoFinished({ session, problem: null });
  } catch (error) {
    await api.demoFinished({ session: null, problem: messageOf(error) });
  }
}

async function play(demo: Demo, { compare, library, settings }: DemoParts): Promise<SavedSession> {
  await library.load();
  const entry = library.find(demo.entryId);
  if (!entry) throw new Error(`The library has no entry "${demo.entryId}" to demonstrate.`);
  const loop = demo.seconds > entry.presentation.durationSeconds;
  const algorithms = [...demo.algorithms];
  const comparison = await compare.open(entry, { ...settings.value, algorithms, loop });
  const move = (share: number): void => {
    const part = scriptAt(demo.script, share);
    if (part && part.kbps !== compare.link.kbps) compare.moveTo({ kbps: part.kbps, addedLatencyMs: 0 });
  };
  move(0);
  await comparison.start();
  const startedAt = performance.now();
  while (comparison.elapsedSeconds < demo.seconds && comparison.state !== 'ended') {
    if (comparison.state === 'failed') throw new Error(comparison.problem ?? 'No player could play.');
    const waited = (performance.now() - startedAt) / 1000;
    if (waited > demo.seconds + patienceSeconds) throw new Error('The players did not play in time.');
    await new Promise((resolve) => setTimeout(resolve, tickMs));
    move(comparison.elapsedSeconds / demo.seconds);
  }
  if (comparison.state !== 'ended') await comparison.stop();
  return comparison.toSavedSession(`Demonstration · ${entry.presentation.name}`);
}
