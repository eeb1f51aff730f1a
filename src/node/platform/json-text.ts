/**
 * A value as JSON text, to be kept.
 * @throws Error naming the place of a number that JSON cannot keep: it would write null, which could not be read again.
 */
export function jsonText(value: unknown, indent = 0): string {
  const place = placeOfInfinity(value, []);
  if (place !== null) throw new Error(`expected a finite number as ${place}, got what JSON cannot keep`);
  return JSON.stringify(value, null, indent);
}

function placeOfInfinity(value: unknown, path: readonly string[]): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : path.join('.') || 'the value';
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value) && value.every(Number.isFinite)) return null; // most of a trace, and quick
  for (const [key, item] of Object.entries(value)) {
    const place = placeOfInfinity(item, [...path, key]);
    if (place !== null) return place;
  }
  return null;
}
