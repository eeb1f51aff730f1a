/**
 * Colours of figures: the window's tokens (renderer/styles/tokens.css), each with its value on white paper for a picture
 * that stands alone. A test holds the two together.
 */
export const tokens = {
  text: 'var(--text, #17202b)',
  muted: 'var(--muted, #5a6675)',
  line: 'var(--line, #d5dbe3)',
  panel: 'var(--panel, #ffffff)',
  good: 'var(--good, #0d7d50)',
  bad: 'var(--bad, #c62b2b)',
} as const;

const colours = [
  'var(--series-1, #1f6fd6)',
  'var(--series-2, #b45f06)',
  'var(--series-3, #0b7f69)',
  'var(--series-4, #b1317f)',
  'var(--series-5, #5b6b7d)',
  'var(--series-6, #8a7400)',
  'var(--series-7, #6d4fd2)',
  'var(--series-8, #2c8fb0)',
];

const dashes = ['', '8 4', '2 3', '9 3 2 3'];

/** Closed outlines around 0 0, about 5 px from it. */
const markers = [
  'M-4.5 0A4.5 4.5 0 1 0 4.5 0A4.5 4.5 0 1 0 -4.5 0Z',
  'M-4 -4H4V4H-4Z',
  'M0 -5.2L5 4H-5Z',
  'M0 -5.6L5.6 0L0 5.6L-5.6 0Z',
  'M0 5.2L5 -4H-5Z',
  'M-5 -1.7H-1.7V-5H1.7V-1.7H5V1.7H1.7V5H-1.7V1.7H-5Z',
];

/** How an algorithm is drawn in every figure: no two of the first 24 share colour and line, nor colour and mark. */
export interface SeriesStyle {
  readonly colour: string;
  /** Dash lengths for stroke-dasharray; null for a solid line. */
  readonly dash: string | null;
  /** The outline of its mark around 0 0, as path data. */
  readonly marker: string;
}

/** The style of the algorithm at this place of the comparison, from 0. */
export function styleOf(place: number): SeriesStyle {
  const shift = (place % colours.length) + Math.floor(place / colours.length);
  const dash = dashes[shift % dashes.length];
  return {
    colour: colours[place % colours.length],
    dash: dash === '' ? null : dash,
    marker: markers[shift % markers.length],
  };
}
