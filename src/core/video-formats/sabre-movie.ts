import { quote } from '../text/quote';
import { parseJson } from '../text/json';
import { makeVideo, type Video } from '../model/video';

/**
 * Reads Sabre's movie JSON: `{"segment_duration_ms", "bitrates_kbps": [...], "segment_sizes_bits": [[level 0, ...]]}`
 * with one row a segment.
 * @throws Error naming the file, the field, what was expected and what stood there.
 */
export function parseSabreMovie(name: string, text: string): Video {
  const movie = parseJson(name, text);
  if (typeof movie !== 'object' || movie === null) throw new Error(`${name}:1: expected a movie object`);
  const fields = new Map<string, unknown>(Object.entries(movie));
  const ladderKbps = numbers(name, 'bitrates_kbps', fields.get('bitrates_kbps'));
  const [segmentMs] = numbers(name, 'segment_duration_ms', [fields.get('segment_duration_ms')]);
  const rows = list(name, 'segment_sizes_bits', fields.get('segment_sizes_bits')).map((row, segment) => {
    const place = `segment_sizes_bits[${segment}]`;
    const sizes = numbers(name, place, row);
    if (sizes.length === ladderKbps.length) return sizes;
    throw new Error(`${name}: expected ${ladderKbps.length} numbers in ${place}, got ${sizes.length}`);
  });
  const chunkKilobits = ladderKbps.map((_, level) => rows.map((sizes) => sizes[level] / 1000));
  return makeVideo({ name, ladderKbps, chunkSeconds: segmentMs / 1000, chunkKilobits });
}

function list(file: string, field: string, value: unknown): unknown[] {
  if (Array.isArray(value) && value.length > 0) return value;
  throw new Error(`${file}: expected a list in ${field}, got ${quote(value)}`);
}

function numbers(file: string, field: string, value: unknown): number[] {
  return list(file, field, value).map((entry) => {
    if (typeof entry === 'number' && entry > 0) return entry;
    throw new Error(`${file}: expected numbers > 0 in ${field}, got ${quote(entry)}`);
  });
}
