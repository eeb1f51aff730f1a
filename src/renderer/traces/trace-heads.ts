import { traceHeadsPerPage, type TraceHead } from '../../shared/traces';
import { api } from '../api';

/** What lists show of all traces of a set, page by page, so that neither side is held up by a large one. */
export async function readTraceHeads(id: string): Promise<TraceHead[]> {
  const heads: TraceHead[] = [];
  for (;;) {
    const page = await api.readTraceSet({ id, from: heads.length });
    heads.push(...page);
    if (page.length < traceHeadsPerPage) return heads;
  }
}

/** The name without the ending that many formats give it. */
export function shownName({ name }: { name: string }): string {
  return name.replace(/\.(trace|json|log|csv|txt)$/i, '');
}
