import * as v from 'valibot';
import { shownName } from '../../core/text/quote';
import { describeIssue } from '../../shared/foreign';
import { errorCode, fileFault } from '../files';

/** Longer messages are cut: they repeat what somebody else wrote. */
const mostCharacters = 2000;

/** An error as the user is told it: no path to a file, nothing long. */
export function sentenceOf(error: unknown): string {
  const said = wholeSentence(error);
  return said.length > mostCharacters ? `${said.slice(0, mostCharacters)}…` : said;
}

function wholeSentence(error: unknown): string {
  if (error instanceof v.ValiError) return describeIssue(error.issues[0]);
  if (!(error instanceof Error)) return String(error);
  if (errorCode(error) === null || !('syscall' in error)) return error.message;
  return 'path' in error ? `${shownName(String(error.path))}: ${fileFault(error)}` : fileFault(error);
}
