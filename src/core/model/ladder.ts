/** One level of a ladder: the box a picture must fit in, in pixels of a landscape picture, and its nominal bitrate. */
export interface LadderLevel {
  readonly width: number;
  readonly height: number;
  readonly kbps: number;
}

/** A picture's size as it is shown (after rotation and with square pixels), in pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Levels a ladder may have. */
export const maxLevels = 10;

/** The ladders a user can pick by name; `pensieve` has the bitrates of Pensieve (SIGCOMM 2017), 240p to 1440p. */
export const ladders = {
  default: [
    { width: 640, height: 360, kbps: 500 },
    { width: 854, height: 480, kbps: 1000 },
    { width: 1280, height: 720, kbps: 2000 },
  ],
  pensieve: [
    { width: 426, height: 240, kbps: 300 },
    { width: 640, height: 360, kbps: 750 },
    { width: 854, height: 480, kbps: 1200 },
    { width: 1280, height: 720, kbps: 1850 },
    { width: 1920, height: 1080, kbps: 2850 },
    { width: 2560, height: 1440, kbps: 4300 },
  ],
} as const;

/** A box this little above the source (1280x720 over 1270x714) still counts as the source's own size. */
const sourceTolerance = 1.02;

/**
 * The levels that a source can fill: those above it are dropped, never upscaled; the aspect is kept, a portrait
 * picture gets the box turned, sizes are even. If every level is above the source, the lowest is kept at source size.
 */
export function fitLadder(ladder: readonly LadderLevel[], source: PictureSize): LadderLevel[] {
  checkLadder(ladder);
  const scales = ladder.map((level) => scaleInto(level, source));
  const kept = ladder.flatMap((level, index) =>
    scales[index] <= sourceTolerance ? [fitLevel(level, source, scales[index])] : [],
  );
  return kept.length > 0 ? kept : [fitLevel(ladder[0], source, 1)];
}

/**
 * Checks a ladder that a user made: 1 to 10 levels, bitrates rising, sizes not falling.
 * @throws Error naming the level, what was expected and what was found.
 */
export function checkLadder(ladder: readonly LadderLevel[]): void {
  if (ladder.length < 1 || ladder.length > maxLevels) {
    throw new Error(`ladder: expected 1 to ${maxLevels} levels, got ${ladder.length}`);
  }
  ladder.forEach((level, index) => checkLevel(level, index, index === 0 ? null : ladder[index - 1]));
}

/**
 * Reads a ladder's name (`default`, `pensieve`) or a list such as `640x360@500,1280x720@2000` (kbps).
 * @throws Error naming the part that cannot be read.
 */
export function parseLadder(text: string): readonly LadderLevel[] {
  const named = Object.entries(ladders).find(([name]) => name === text.trim());
  if (named) return named[1];
  const ladder = text.split(',').map(parseLevel);
  checkLadder(ladder);
  return ladder;
}

/** A ladder as `parseLadder` reads it. */
export function formatLadder(ladder: readonly LadderLevel[]): string {
  return ladder.map(({ width, height, kbps }) => `${width}x${height}@${kbps}`).join(',');
}

function parseLevel(text: string): LadderLevel {
  const match = /^(\d+)x(\d+)@(\d+(?:\.\d+)?)k?$/.exec(text.trim());
  if (!match) {
    const names = Object.keys(ladders).join(', ');
    throw new Error(`ladder: expected ${names} or WIDTHxHEIGHT@KBPS,..., got "${text}"`);
  }
  return { width: Number(match[1]), height: Number(match[2]), kbps: Number(match[3]) };
}

function checkLevel(level: LadderLevel, index: number, below: LadderLevel | null): void {
  for (const side of ['width', 'height'] as const) {
    const smallest = below ? below[side] : 16;
    if (!(Number.isInteger(level[side]) && level[side] >= smallest && level[side] <= 8192)) {
      throw new Error(
        `ladder: ${side} of level ${index} must be a whole number from ${smallest} to 8192, got ${level[side]}`,
      );
    }
  }
  const floor = below ? below.kbps : 0;
  if (!(level.kbps > floor && level.kbps <= 200_000)) {
    throw new Error(
      `ladder: kbps of level ${index} must be above ${floor} and at most 200000, got ${level.kbps}`,
    );
  }
}

/** Factor that makes the source just fit the level's box, the box turned the way the source is. */
function scaleInto(level: LadderLevel, source: PictureSize): number {
  const [longBox, shortBox] = [Math.max(level.width, level.height), Math.min(level.width, level.height)];
  const [long, short] = [Math.max(source.width, source.height), Math.min(source.width, source.height)];
  return Math.min(longBox / long, shortBox / short);
}

function fitLevel({ kbps }: LadderLevel, source: PictureSize, scale: number): LadderLevel {
  const factor = Math.min(1, scale);
  return { width: evenSide(source.width, factor), height: evenSide(source.height, factor), kbps };
}

/** Nearest even number to the scaled side, never above the side itself (H.264's 4:2:0 needs even sides). */
function evenSide(side: number, factor: number): number {
  const nearest = 2 * Math.round((side * factor) / 2);
  return Math.max(2, Math.min(nearest, 2 * Math.floor(side / 2)));
}
