import fc from 'fast-check';
import * as v from 'valibot';

/**
 * Values that a valibot schema accepts, found out from the schema itself, so that a field which is added to it is covered
 * at once. Numbers lie at the ends of their ranges more often than chance would have it.
 */
export interface FromSchemaOptions {
  /** What makes a value of a schema fit the checks that the schema cannot tell: of equal lengths, of sums. */
  readonly fits?: ReadonlyMap<unknown, (value: unknown) => unknown>;
}

export function fromSchema(schema: unknown, options: FromSchemaOptions = {}): fc.Arbitrary<unknown> {
  const { root, actions } = flattened(schema);
  const plain = rootValues(root, actions, options);
  const fit = options.fits?.get(schema);
  const fitted = fit ? plain.map(fit) : plain;
  const checks = actions.some(({ type }) => ['check', 'raw_check', 'partial_check'].includes(String(type)));
  return checks ? fitted.filter((value) => v.is(asSchema(schema), value)) : fitted;
}

type Facts = Readonly<Record<string, unknown>>;

/** The innermost schema of nested pipes, and the actions on it in order. */
function flattened(schema: unknown): { root: Facts; actions: Facts[] } {
  const facts = factsOf(schema);
  const [first, ...rest] = list(facts.pipe);
  if (first === undefined || first === schema) return { root: facts, actions: rest.map(factsOf) };
  if (factsOf(first).type === 'unknown') return flattened(rest.filter(isSchema)[0]); // behind a migration
  const inner = flattened(first);
  return { root: inner.root, actions: [...inner.actions, ...rest.map(factsOf)] };
}

function rootValues(
  root: Facts,
  actions: readonly Facts[],
  options: FromSchemaOptions,
): fc.Arbitrary<unknown> {
  const inner = (schema: unknown) => fromSchema(schema, options);
  switch (root.type) {
    case 'number':
      return numbers(actions);
    case 'string':
      return strings(actions);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'literal':
      return fc.constant(root.literal);
    case 'picklist':
      return fc.constantFrom(...list(root.options));
    case 'nullable':
      return fc.oneof(fc.constant(null), inner(root.wrapped));
    case 'optional':
      return fc.oneof(fc.constant(undefined), inner(root.wrapped));
    case 'nullish':
      return fc.oneof(fc.constantFrom(null, undefined), inner(root.wrapped));
    case 'union':
    case 'variant':
      return fc.oneof(...list(root.options).map(inner));
    case 'tuple':
    case 'strict_tuple':
      return fc.tuple(...list(root.items).map(inner));
    case 'array': {
      const [minLength, most] = [limit(actions, 'min_length') ?? 0, limit(actions, 'max_length')];
      const maxLength = Math.max(minLength, Math.min(most ?? 3, 3));
      return fc.array(inner(root.item), { minLength, maxLength });
    }
    case 'object':
    case 'strict_object':
      return objects(factsOf(root.entries), inner);
    default:
      throw new Error(`no values are known for a schema of type ${String(root.type)}`);
  }
}

/** An absent field is left out, as JSON leaves it out. */
function objects(entries: Facts, inner: (schema: unknown) => fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  const fields = Object.entries(entries).map(([key, schema]) =>
    inner(schema).map((value) => (value === undefined ? [] : [[key, value]])),
  );
  return fc.tuple(...fields).map((pairs) => Object.fromEntries(pairs.flat()));
}

function numbers(actions: readonly Facts[]): fc.Arbitrary<number> {
  const above = limit(actions, 'gt_value');
  const min = Math.max(limit(actions, 'min_value') ?? -Infinity, above ?? -Infinity);
  const max = limit(actions, 'max_value') ?? Infinity;
  const isWhole = actions.some(({ type }) => type === 'integer');
  const fits = (value: number): boolean =>
    value >= min && value <= max && value !== above && (!isWhole || Number.isInteger(value));
  const ends = [min, max, 0, -0, 1, 0.1, 5e-324, Number.MAX_VALUE, -1, 1e15, 1 / 3].filter(fits);
  const usual = isWhole
    ? fc.maxSafeInteger().map((value) => within(min, max, value))
    : fc.double({ min, max, noNaN: true, noDefaultInfinity: true, minExcluded: above !== undefined });
  const small = fc.integer({ min: -10, max: 1000 }).map((value) => within(min, max, value));
  return fc.oneof(fc.constantFrom(...ends), usual, small).filter(fits);
}

function within(min: number, max: number, value: number): number {
  if (value >= min && value <= max) return value;
  return Number.isFinite(max - min) ? min + (Math.abs(value) % (Math.floor(max - min) + 1)) : min;
}

function strings(actions: readonly Facts[]): fc.Arbitrary<string> {
  const minLength = limit(actions, 'min_length') ?? 0;
  const maxLength = limit(actions, 'max_length') ?? 1000;
  const regex = actions.find(({ type }) => type === 'regex')?.requirement;
  if (actions.some(({ type }) => type === 'iso_timestamp')) {
    return fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-01-01') })
      .map((date) => date.toISOString());
  }
  const texts =
    regex instanceof RegExp
      ? fc.stringMatching(regex)
      : fc.oneof(
          fc.string({ minLength, maxLength: Math.min(maxLength, 40), unit: 'grapheme' }),
          fc.constantFrom(' x ', '\u2028"\\\n', '\ud800', '__proto__', 'ü'.repeat(maxLength)),
        );
  const schema = v.pipe(v.string(), v.minLength(minLength), v.maxLength(maxLength));
  const trims = actions.some(({ type }) => type === 'trim');
  return texts.filter((text) => v.is(schema, trims ? text.trim() : text));
}

function limit(actions: readonly Facts[], type: string): number | null {
  const limits = actions.flatMap((action) => (action.type === type ? [Number(action.requirement)] : []));
  if (limits.length === 0) return null;
  return type.startsWith('max') ? Math.min(...limits) : Math.max(...limits);
}

function factsOf(value: unknown): Facts {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return {};
  return Object.fromEntries(Reflect.ownKeys(value).map((key) => [String(key), Reflect.get(value, key)]));
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asSchema(value: unknown): v.GenericSchema {
  if (isSchema(value)) return value;
  throw new Error('expected a schema');
}

function isSchema(value: unknown): value is v.GenericSchema {
  return typeof value === 'object' && value !== null && Reflect.get(value, 'kind') === 'schema';
}
