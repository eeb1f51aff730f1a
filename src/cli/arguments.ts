import { parseArgs } from 'node:util';

/** The command was used wrongly: exit code 2. */
export class UsageError extends Error {}

/** One option of a command, stated once: the help text and the parser both read it. */
export interface OptionSpec {
  /** Name of the value in the help (`DIR`); none for a switch. */
  readonly value?: string;
  readonly help: string;
  readonly fallback?: string;
  readonly required?: true;
  /** May be given again; words that follow it without a dash belong to it too. */
  readonly many?: true;
}

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** What a command was called with, asked for by name and kind. */
export class Arguments<Name extends string> {
  constructor(
    private readonly texts: ReadonlyMap<string, readonly string[]>,
    private readonly switches: ReadonlySet<string>,
    readonly words: readonly string[],
  ) {}

  /** The option's value; its fallback or null when it was not given. */
  optional(name: Name): string | null {
    return this.texts.get(name)?.at(-1) ?? null;
  }

  /** The value of an option that is required or has a fallback. */
  text(name: Name): string {
    const text = this.optional(name);
    if (text === null) throw new UsageError(`--${name} is missing`);
    return text;
  }

  /** All values of an option that may be given again. */
  all(name: Name): readonly string[] {
    return this.texts.get(name) ?? [];
  }

  has(name: Name): boolean {
    return this.switches.has(name);
  }

  /** @throws UsageError when it is no number in the range. */
  number(name: Name, { least = -Infinity, most = Infinity, whole = false } = {}): number | null {
    const text = this.optional(name);
    if (text === null) return null;
    const value = text.trim() === '' ? NaN : Number(text);
    if (!(value >= least && value <= most) || (whole && !Number.isInteger(value))) {
      const kind = whole ? 'a whole number' : 'a number';
      throw new UsageError(`--${name}: expected ${kind} from ${least} to ${most}, got "${text}"`);
    }
    return value;
  }

  /** A list with commas. @throws UsageError when an entry is empty. */
  list(name: Name): readonly string[] | null {
    const text = this.optional(name);
    if (text === null) return null;
    const entries = text.split(',').map((entry) => entry.trim());
    if (entries.includes('')) throw new UsageError(`--${name}: expected words with commas, got "${text}"`);
    return entries;
  }

  /** One of the words given. @throws UsageError for any other. */
  oneOf<Choice extends string>(name: Name, choices: readonly Choice[]): Choice {
    const text = this.text(name);
    const choice = choices.find((candidate) => candidate === text);
    if (choice === undefined) {
      throw new UsageError(`--${name}: expected one of ${choices.join(', ')}, got "${text}"`);
    }
    return choice;
  }
}

/** @throws UsageError naming the option that is unknown, missing its value, or missing. */
export function readArguments<Specs extends OptionSpecs>(
  specs: Specs,
  words: readonly string[],
): Arguments<Extract<keyof Specs, string>> {
  const texts = new Map<string, string[]>();
  const switches = new Set<string>();
  const positionals: string[] = [];
  let open: string | null = null;
  for (const token of tokensOf(specs, words)) {
    if (token.kind === 'positional') {
      if (open === null) positionals.push(token.value);
      else texts.get(open)?.push(token.value);
    } else if (token.kind === 'option') {
      const { name, value } = token;
      if (value === undefined) switches.add(name);
      else if (specs[name].many) texts.set(name, [...(texts.get(name) ?? []), value]);
      else texts.set(name, [value]);
      open = specs[name].many ? name : null;
    } else {
      open = null;
    }
  }
  for (const [name, { fallback, required }] of Object.entries(specs)) {
    if (texts.has(name)) continue;
    if (required) throw new UsageError(`--${name} is missing`);
    if (fallback !== undefined) texts.set(name, [fallback]);
  }
  return new Arguments(texts, switches, positionals);
}

function tokensOf(specs: OptionSpecs, words: readonly string[]) {
  const types = { text: 'string', switch: 'boolean' } as const;
  const options = Object.fromEntries(
    Object.entries(specs).map(([name, { value }]) => [name, { type: types[value ? 'text' : 'switch'] }]),
  );
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, tokens: true }).tokens;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message.split('. ')[0] : String(error));
  }
}
