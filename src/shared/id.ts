import * as v from 'valibot';
import { quote } from '../core/text/quote';

/** Names that Windows keeps for devices, with any ending. */
const deviceName = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])(?:\.|$)/i;

/** Whether a text is the name of one file on every system: no folder, no device, no part that a system drops or hides. */
export function isFileName(name: string): boolean {
  if (name.length < 1 || name.length > 255) return false;
  if (/[/\\:*?"<>|\p{Cc}]/u.test(name)) return false;
  return !/^\.{1,2}$|[. ]$/.test(name) && !deviceName.test(name);
}

/** An identifier of something that is stored: it is part of a path, and so cannot be "." or ".." either. */
export const idSchema = v.pipe(
  v.string(),
  v.check(
    (id) => /^[\w.-]{1,128}$/.test(id) && isFileName(id),
    ({ input }) => `expected an id of letters, digits, ".", "_" or "-", got ${quote(input)}`,
  ),
);

/** The name of a file that is written into a folder that the user chose. */
export const fileNameSchema = v.pipe(
  v.string(),
  v.check(
    (name) => name.length <= 200 && isFileName(name),
    ({ input }) => `expected a file name without a folder, got ${quote(input)}`,
  ),
);
