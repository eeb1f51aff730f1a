/**
 * JSON text -> value.
 * @throws Error naming the file and the line where it stops being JSON.
 */
export function parseJson(file: string, text: string): unknown {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return value;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const position = /position (\d+)/.exec(message)?.[1];
    const before = position === undefined ? text : text.slice(0, Number(position));
    throw new Error(`${file}:${lineCount(before)}: expected JSON, got: ${message}`, { cause: error });
  }
}

/** The line on which the n-th `{` of a text stands: the place of the n-th object in a flat list. */
export function lineOfObject(text: string, n: number): number {
  let at = -1;
  for (let i = 0; i <= n; i++) {
    at = text.indexOf('{', at + 1);
    if (at < 0) return 1;
  }
  return lineCount(text.slice(0, at));
}

function lineCount(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
