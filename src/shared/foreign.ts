import * as v from 'valibot';
import { quote, quotedCharacters } from '../core/text/quote';

/** What became of a value that we did not make ourselves. */
export type Checked<Output> =
  | { readonly success: true; readonly output: Output }
  /** The first thing that is not as expected: where it is, what was expected, what was found. */
  | { readonly success: false; readonly problem: string };

/** Holds a value that we did not make ourselves against its schema, up to the first thing that is not as expected. */
export function checkForeign<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
): Checked<v.InferOutput<Schema>> {
  const parsed = v.safeParse(schema, value, { abortEarly: true });
  if (parsed.success) return { success: true, output: parsed.output };
  return { success: false, problem: describeIssue(parsed.issues[0]) };
}

/** An issue as a message shows it: the place, if there is one, and what is wrong there, without long foreign texts. */
export function describeIssue(issue: v.BaseIssue<unknown>): string {
  const place = placeOf(issue);
  return place === null ? messageOf(issue) : `${place}: ${messageOf(issue)}`;
}

/** Where an issue is, such as `rows.1.kbps`; null at the top. Names of fields may be foreign, too. */
export function placeOf(issue: v.BaseIssue<unknown>): string | null {
  const place = v.getDotPath(issue);
  if (place === null) return null;
  return place.length <= quotedCharacters && /^[\w.-]*$/.test(place) ? place : quote(place);
}

function messageOf({ message, received, input }: v.BaseIssue<unknown>): string {
  return typeof input === 'string' ? message.replace(received, () => quote(input)) : message;
}
