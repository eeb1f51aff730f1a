import { tokens } from './palette';

/** Width and height in pixels; a figure drawn at the size it is shown at keeps its text readable. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where the data are drawn: pixels from the picture's left and top. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Attributes of an element; those that are null are left out. */
export type Attributes = Readonly<Record<string, string | number | null>>;

const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/** Text as HTML and SVG may hold it; XML allows no control characters but the end of a line. */
export function escape(text: string): string {
  return text
    .replace(/\p{Cc}/gu, (character) => (character === '\n' ? character : ' '))
    .replace(/[&<>"']/g, (character) => entities.get(character) ?? character);
}

/** An element of SVG; `content` is markup. */
export function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : escape(String(value))}"`);
  return content === ''
    ? `<${name}${written.join('')}/>`
    : `<${name}${written.join('')}>${content}</${name}>`;
}

/** A line of text. */
export function text(x: number, y: number, words: string, attributes: Attributes = {}): string {
  return element('text', { x, y, ...attributes }, escape(words));
}

/** What a pointer that rests on a mark, or a screen reader, is told. */
export function title(words: string): string {
  return element('title', {}, escape(words));
}

/** Hundredths of a pixel are enough. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** About how wide 12 px text comes out: enough to keep labels apart without a screen at hand. */
export function textWidth(words: string, fontPixels = 12): number {
  return words.length * fontPixels * 0.56;
}

/** A picture that says what it shows; it stands alone as a file, and takes the colours of a page that defines the tokens. */
export function picture({ width, height }: Size, label: string, content: string): string {
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${round(width)} ${round(height)}`,
    width,
    height,
    role: 'img',
    'aria-label': label,
    'font-family': "'Inter Variable', Inter, Helvetica, Arial, sans-serif",
    'font-size': 12,
    fill: tokens.text,
  };
  return element('svg', attributes, content);
}

/** The picture as a file for print: colours written out (many programs know no CSS properties), on white paper. */
export function standalone(svg: string): string {
  const paper = '<rect width="100%" height="100%" fill="#ffffff"/>';
  return svg.replace(/var\(--[\w-]+, ([^)]+)\)/g, '$1').replace(/^(<svg[^>]*>)/, `$1${paper}`);
}
