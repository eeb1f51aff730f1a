import { seriesName } from './patterns';

/** The tokens that a canvas needs, read from the style sheet. */
export interface ChartColours {
  readonly panel: string;
  readonly line: string;
  readonly text: string;
  readonly muted: string;
  readonly bad: string;
  readonly series: readonly string[];
}

/** Reads the tokens of the theme in force. */
export function chartColours(): ChartColours {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    panel: token('panel'),
    line: token('line'),
    text: token('text'),
    muted: token('muted'),
    bad: token('bad'),
    series: [0, 1, 2, 3].map((slot) => token(seriesName(slot))),
  };
}
