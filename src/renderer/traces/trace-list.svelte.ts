import type { TraceHead, TraceSelection } from '../../shared/traces';
import { idSet, withToggled, type IdSet } from '../ui/id-set';
import { traceRows, withRange, type SortKey } from './trace-rows';

/** The traces of one set as they are listed: searched, sorted, marked. */
export class TraceList {
  heads: readonly TraceHead[] = $state.raw([]);
  query = $state('');
  sortKey: SortKey = $state('name');
  descending = $state(false);
  /** Ids that are marked: what is done is done to these, to all when there are none. */
  marked: IdSet = $state.raw(idSet());
  active = $state(0);
  private anchor = 0;
  readonly shown: readonly TraceHead[] = $derived.by(() => {
    const { query, sortKey, descending } = this;
    return traceRows(this.heads, { query, sortKey, descending, hidden: this.hidden() });
  });
  readonly activeHead: TraceHead | null = $derived(this.shown[this.active] ?? null);

  /** `hidden` gives the ids that are about to be removed. */
  constructor(
    readonly setId: string,
    private readonly hidden: () => readonly string[],
  ) {}

  /** What is to be worked on. */
  get selection(): TraceSelection {
    return { setId: this.setId, traceIds: this.marked.size > 0 ? [...this.marked] : null };
  }

  /** New heads of the same set: what is gone is no longer marked. */
  take(heads: readonly TraceHead[]): void {
    const ids = idSet(heads.map(({ id }) => id));
    this.heads = heads;
    this.marked = idSet([...this.marked].filter((id) => ids.has(id)));
    this.active = Math.min(this.active, Math.max(0, this.shown.length - 1));
  }

  search(query: string): void {
    this.query = query;
    this.active = 0;
  }

  sort(key: SortKey): void {
    if (key === this.sortKey) this.descending = !this.descending;
    else this.descending = key !== 'name' && key !== 'format';
    this.sortKey = key;
    this.active = 0;
  }

  /** With Shift the rows from the last one on are marked, with Ctrl the row's mark is turned. */
  activate(
    index: number,
    { shiftKey, ctrlKey, metaKey }: Pick<MouseEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>,
  ): void {
    if (shiftKey) this.marked = withRange(this.marked, this.shown, this.anchor, index);
    else if (ctrlKey || metaKey) this.toggle(index);
    if (!shiftKey) this.anchor = index;
    this.active = index;
  }

  toggle(index: number): void {
    const head = this.shown[index];
    if (!head) return;
    this.marked = withToggled(this.marked, head.id);
    this.anchor = index;
  }

  /** Marks all that are shown, or none when all are. */
  toggleAll(): void {
    const all = this.shown.every(({ id }) => this.marked.has(id));
    this.marked = idSet(all ? [] : this.shown.map(({ id }) => id));
  }

  unmark(): void {
    this.marked = idSet();
  }
}
