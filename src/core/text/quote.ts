/** Most characters of foreign content that a message repeats. */
export const quotedCharacters = 80;

/** Foreign content as a message shows it: texts in quotes and cut short, lists and objects by their kind. */
export function quote(value: unknown): string {
  if (typeof value === 'string') return quoteText(value);
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return shortList(value) ?? `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value).slice(0, quotedCharacters);
}

/** A few texts and numbers as they are; null of anything longer. */
function shortList(values: readonly unknown[]): string | null {
  if (values.length > 8 || values.some((value) => typeof value === 'object' && value !== null)) return null;
  const shown = `[${values.map(quote).join(',')}]`;
  return shown.length > quotedCharacters ? null : shown;
}

/** A text cut after 80 characters, without quotes. */
export function cutShort(text: string): string {
  return text.length > quotedCharacters ? `${text.slice(0, quotedCharacters)}...` : text;
}

/** The last part of a path, quoted: a message names a file without telling where it lies. */
export function quoteName(path: string): string {
  return quoteText(lastPart(path));
}

/** The first names of some paths, quoted. */
export function quoteNames(paths: readonly string[]): string {
  return paths.slice(0, 3).map(quoteName).join(', ') + (paths.length > 3 ? ' and others' : '');
}

/** The last part of a path, quoted only where it is not plain: `run.json`, "a b.json". */
export function shownName(path: string): string {
  const name = lastPart(path);
  return name.length <= quotedCharacters && /^[\w.-]+$/.test(name) ? name : quoteText(name);
}

function lastPart(path: string): string {
  const name = /[^/\\]+(?=[/\\]*$)/.exec(path.slice(-4096));
  return name ? name[0] : path;
}

function quoteText(text: string): string {
  let shown = '';
  for (const character of text) {
    const next = escaped(character);
    if (shown.length + next.length > quotedCharacters) return `"${shown}…"`;
    shown += next;
  }
  return `"${shown}"`;
}

/** A control character, also one that turns the direction of writing, as \u and its number. */
function escaped(character: string): string {
  if (!/[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/.test(character)) {
    return JSON.stringify(character).slice(1, -1);
  }
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
