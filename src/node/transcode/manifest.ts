/** A representation of a DASH manifest as FFmpeg writes it. */
export interface Representation {
  codecs: string;
  width: number | null;
  height: number | null;
  /** Duration of each chunk in seconds. */
  chunkSeconds: number[];
}

/** The representations of a manifest with a segment timeline each, in order. @throws Error if there are none. */
export function readManifest(xml: string): Representation[] {
  const found = [...xml.matchAll(/<Representation\b([^>]*)>(.*?)<\/Representation>/gs)];
  if (found.length === 0) throw new Error('the manifest has no representation');
  return found.map(([, attributes, body]) => ({
    codecs: attribute(attributes, 'codecs') ?? '',
    width: numberAttribute(attributes, 'width'),
    height: numberAttribute(attributes, 'height'),
    chunkSeconds: timeline(body),
  }));
}

function timeline(body: string): number[] {
  const timescale = numberAttribute(body, 'timescale') ?? 1;
  return [...body.matchAll(/<S\b([^>]*)\/>/g)].flatMap(([, attributes]) => {
    const duration = numberAttribute(attributes, 'd') ?? 0;
    const repeats = numberAttribute(attributes, 'r') ?? 0;
    return Array.from({ length: repeats + 1 }, () => duration / timescale);
  });
}

function attribute(text: string, name: string): string | null {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(text)?.[1] ?? null;
}

function numberAttribute(text: string, name: string): number | null {
  const value = attribute(text, name);
  return value === null ? null : Number(value);
}
