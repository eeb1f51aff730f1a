/** How much a request may hold; what is larger is refused before its schema looks at it. */
export interface RequestLimits {
  /** Numbers, texts, lists, objects and the like, all together. */
  readonly values: number;
  /** Characters of all texts and names of fields together. */
  readonly characters: number;
  /** Lists and objects inside each other. */
  readonly depth: number;
}

/** What of a request is more than it may hold, the end of a sentence; null where it fits. Stops counting at the limit. */
export function excessOf(request: unknown, limits: RequestLimits): string | null {
  return new Tally(limits).excessIn(request, 0);
}

class Tally {
  private values = 0;
  private characters = 0;

  constructor(private readonly limits: RequestLimits) {}

  excessIn(value: unknown, depth: number): string | null {
    if (++this.values > this.limits.values) return `more than ${this.limits.values} values`;
    if (typeof value === 'string') return this.excessOfText(value);
    if (typeof value !== 'object' || value === null) return null;
    if (depth === this.limits.depth) return `more than ${depth} lists and objects inside each other`;
    if (!Array.isArray(value)) return this.excessOfFields(value, depth);
    for (const item of value) {
      const excess = this.excessIn(item, depth + 1);
      if (excess !== null) return excess;
    }
    return null;
  }

  private excessOfFields(value: object, depth: number): string | null {
    if (value instanceof Float32Array) return this.excessOfNumbers(value);
    if (ArrayBuffer.isView(value)) return 'bytes instead of a list';
    for (const [name, inner] of Object.entries(value)) {
      const excess = this.excessOfText(name) ?? this.excessIn(inner, depth + 1);
      if (excess !== null) return excess;
    }
    return null;
  }

  /** The inputs of a network cross as what they are. */
  private excessOfNumbers({ length }: Float32Array): string | null {
    this.values += length;
    return this.values > this.limits.values ? `more than ${this.limits.values} values` : null;
  }

  private excessOfText({ length }: string): string | null {
    this.characters += length;
    return this.characters > this.limits.characters
      ? `texts of more than ${this.limits.characters} characters`
      : null;
  }
}
