/** Ids to be looked up; never changed, so that it can be compared by identity. */
export type IdSet = ReadonlySet<string>;

export function idSet(ids: Iterable<string> = []): IdSet {
  return new Set(ids);
}

/** The set with an id put in, or taken out when it is there. */
export function withToggled(ids: IdSet, id: string): IdSet {
  const copy = new Set(ids);
  if (!copy.delete(id)) copy.add(id);
  return copy;
}
