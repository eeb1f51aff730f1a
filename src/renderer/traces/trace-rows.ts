import type { TraceHead } from '../../shared/traces';
import { idSet, type IdSet } from '../ui/id-set';

/** What a list of traces can be sorted by. */
export type SortKey = 'name' | 'format' | 'seconds' | 'meanKbps' | 'deviationKbps' | 'minKbps';

export interface RowOrder {
  /** Part of a name or a format. */
  readonly query: string;
  readonly sortKey: SortKey;
  readonly descending: boolean;
  /** Ids that are out of sight. */
  readonly hidden: readonly string[];
}

const byName = new Intl.Collator('en', { numeric: true });

/** The traces that a list shows, in its order; numbers in names count as numbers. */
export function traceRows(heads: readonly TraceHead[], order: RowOrder): readonly TraceHead[] {
  const query = order.query.trim().toLowerCase();
  const hidden = idSet(order.hidden);
  const found = heads.filter(
    ({ id, name, format }) =>
      !hidden.has(id) && (name.toLowerCase().includes(query) || format.includes(query)),
  );
  const sign = order.descending ? -1 : 1;
  return found.sort((a, b) => sign * compare(a, b, order.sortKey) || byName.compare(a.name, b.name));
}

/** What is marked and, besides, the rows from one to another. */
export function withRange(marked: IdSet, rows: readonly TraceHead[], from: number, to: number): IdSet {
  const between = rows.slice(Math.min(from, to), Math.max(from, to) + 1);
  return idSet([...marked, ...between.map(({ id }) => id)]);
}

function compare(a: TraceHead, b: TraceHead, key: SortKey): number {
  const [x, y] = [a[key], b[key]];
  return typeof x === 'number' && typeof y === 'number' ? x - y : byName.compare(String(x), String(y));
}
