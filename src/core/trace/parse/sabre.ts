import { quote } from '../../text/quote';
import type { Trace } from '../bandwidth';
import { parseJson, lineOfObject } from '../../text/json';
import { wholeText, type TraceInput } from './input';
import { TraceParts } from './parts';

/**
 * Reads Sabre's network JSON: `[{"duration_ms", "bandwidth_kbps", "latency_ms"}]` (latency may be missing).
 * @throws Error naming file, line, what was expected and what stood there.
 */
export function parseSabre(input: TraceInput): Trace {
  const { name } = input;
  const text = wholeText(input);
  const periods = parseJson(name, text);
  if (!Array.isArray(periods)) throw new Error(`${name}:1: expected a list of periods, got ${kind(periods)}`);
  const parts = new TraceParts(name);
  periods.forEach((period: unknown, i) => {
    const line = (): number => lineOfObject(text, i);
    if (typeof period !== 'object' || period === null) {
      throw new Error(`${name}:${line()}: expected a period {"duration_ms", ...}, got ${kind(period)}`);
    }
    const fields = new Map<string, unknown>(Object.entries(period));
    const field = (key: string): number => numberOf(name, line, key, fields.get(key));
    const latency = fields.has('latency_ms') ? field('latency_ms') / 1000 : undefined;
    parts.add(field('duration_ms') / 1000, field('bandwidth_kbps'), line, latency);
  });
  return parts.finish();
}

function numberOf(file: string, line: () => number, key: string, value: unknown): number {
  if (typeof value === 'number' && value >= 0) return value;
  throw new Error(`${file}:${line()}: expected ${key} >= 0, got ${quote(value)}`);
}

function kind(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
