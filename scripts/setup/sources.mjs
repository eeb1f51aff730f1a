import { say } from './run.mjs';

/**
 * Tries the sources of a part in their order and resolves with what the first good one gives, plus its name; rejects with
 * every reason when none is good. A source is `{ name, unavailable?: () => reason or '', provide: () => result }`.
 */
export async function firstSource(part, sources, tell = say) {
  const reasons = [];
  for (const source of sources) {
    try {
      const reason = await (source.unavailable?.() ?? '');
      if (reason) throw new Error(reason);
      tell(part, `trying ${source.name}`);
      return { ...(await source.provide()), source: source.name };
    } catch (error) {
      reasons.push(`${source.name}: ${error.message}`);
      tell(part, `not from ${source.name}: ${error.message}`);
    }
  }
  throw new Error(reasons.join('; '));
}
