import { quote } from '../../text/quote';
import type { Trace } from '../bandwidth';
import { wholeText, type TraceInput } from './input';
import { parseJson } from '../../text/json';
import { TraceParts } from './parts';

/**
 * Reads a trace as this application keeps it: `{"name", "durationsSeconds": [], "kbps": [], "latencySeconds": [],
 * "startSeconds"}`, the last two optional.
 * @throws Error naming the file, what was expected and what stood there.
 */
export function parseOwn(input: TraceInput): Trace {
  const found = parseJson(input.name, wholeText(input));
  const fields = new Map<string, unknown>(Object.entries(Object(found)));
  const name = fields.get('name');
  const durations = numbers(input.name, 'durationsSeconds', fields.get('durationsSeconds'));
  const rates = numbers(input.name, 'kbps', fields.get('kbps'));
  const stated = fields.get('latencySeconds');
  const latencies = stated === undefined ? null : numbers(input.name, 'latencySeconds', stated);
  if (rates.length !== durations.length || (latencies ?? rates).length !== rates.length) {
    throw new Error(`${input.name}:1: expected ${durations.length} rates and latencies, got ${rates.length}`);
  }
  const parts = new TraceParts(input.name);
  durations.forEach((seconds, i) => parts.add(seconds, rates[i], 1, latencies?.[i]));
  const start = fields.get('startSeconds');
  if (start !== undefined && !(typeof start === 'number' && start >= 0)) {
    throw new Error(`${input.name}:1: expected startSeconds >= 0, got ${JSON.stringify(start)}`);
  }
  return { ...parts.finish(start), name: typeof name === 'string' ? name : input.name };
}

function numbers(file: string, key: string, found: unknown): number[] {
  if (Array.isArray(found) && found.every((value: unknown) => typeof value === 'number')) return found;
  throw new Error(`${file}:1: expected a list of numbers as ${key}, got ${quote(found)}`);
}
