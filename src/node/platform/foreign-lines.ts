import { StringDecoder } from 'node:string_decoder';
import { factsOf, type FileKind } from './file-kinds';
import { openRegular, tooLarge, unreadable } from './foreign-file';

const blockBytes = 64 * 1024;
const longestLine = 16 * 1024 * 1024;

/**
 * The lines of a file that we may not have written ourselves, read block by block, so that others get their turn and no
 * more than a line is kept. A last line without its end is a line, too.
 * @throws Error as `readForeignBytes` does, and where a line has more than 16 MB.
 */
export async function* foreignLines(path: string, kind: FileKind): AsyncGenerator<string> {
  let rest: string[] = [];
  let restLength = 0;
  for await (const text of textBlocks(path, kind)) {
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      rest.push(text.slice(start, end));
      yield withoutReturn(rest.join(''));
      [rest, restLength, start] = [[], 0, end + 1];
    }
    rest.push(text.slice(start));
    restLength += text.length - start;
    if (restLength > longestLine) throw unreadable(path, kind, new Error('a line of it has more than 16 MB'));
  }
  if (restLength > 0) yield withoutReturn(rest.join(''));
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

async function* textBlocks(path: string, kind: FileKind): AsyncGenerator<string> {
  const { largestBytes } = factsOf(kind);
  const decoder = new StringDecoder('utf8');
  const block = Buffer.allocUnsafe(blockBytes);
  try {
    const file = await openRegular(path);
    try {
      let bytesLeft = largestBytes;
      for (;;) {
        const { bytesRead } = await file.read(block, 0, block.length, null);
        if (bytesRead === 0) break;
        bytesLeft -= bytesRead;
        if (bytesLeft < 0) throw tooLarge(largestBytes);
        yield decoder.write(block.subarray(0, bytesRead));
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    throw unreadable(path, kind, error);
  }
  yield decoder.end();
}
