import { checkLadder, fitLadder, type LadderLevel, type PictureSize } from '../../core/model/ladder';

/** A ladder in the editor against a source: its mistake in a sentence, or what of it will be made. */
export interface LadderCheck {
  readonly problem: string | null;
  /** Real sizes of the levels that will be made. */
  readonly kept: readonly LadderLevel[];
  /** kbps of the levels that are above the source and left out. */
  readonly droppedKbps: readonly number[];
}

export function checkDraft(levels: readonly LadderLevel[], source: PictureSize | null): LadderCheck {
  const problem = mistakeOf(levels);
  if (problem !== null || source === null) return { problem, kept: [], droppedKbps: [] };
  const kept = fitLadder(levels, source);
  const made = new Set(kept.map(({ kbps }) => kbps));
  return { problem, kept, droppedKbps: levels.map(({ kbps }) => kbps).filter((kbps) => !made.has(kbps)) };
}

/** A level above the highest one, as a start for the user's own numbers. */
export function nextLevel(levels: readonly LadderLevel[]): LadderLevel {
  const top = levels[levels.length - 1];
  const even = (side: number): number => 2 * Math.round((side * 1.5) / 2);
  return { width: even(top.width), height: even(top.height), kbps: Math.round(top.kbps * 1.8) };
}

function mistakeOf(levels: readonly LadderLevel[]): string | null {
  for (const [index, level] of levels.entries()) {
    if (![level.width, level.height, level.kbps].every(Number.isFinite)) {
      return `Level ${index + 1} needs a width, a height and a bitrate.`;
    }
    const below = levels[index - 1];
    if (level.kbps < 16) return `Level ${index + 1} needs at least 16 kbit/s.`;
    if (below && level.kbps <= below.kbps) {
      return `Level ${index + 1} needs more than the ${below.kbps} kbit/s of level ${index}.`;
    }
  }
  try {
    checkLadder(levels);
    return null;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  }
}
