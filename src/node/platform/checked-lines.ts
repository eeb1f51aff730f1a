import { sha256 } from './checksum';

/** Digits of a line's checksum: enough to find damage, and short beside the numbers of a line. */
const digits = 16;

/** A line of a JSON-lines file (line feed included): the object, and at its end the checksum of what stands before it. */
export function checkedLine(value: object): string {
  const body = JSON.stringify(value).slice(0, -1);
  return `${body},"sum":"${sumOf(body)}"}\n`;
}

/**
 * The value of a line, its checksum among the keys; undefined where the line is damaged. Lines of earlier versions have no
 * checksum: there, what is JSON is whole.
 */
export function parseCheckedLine(line: string): unknown {
  const found = /^(.*),"sum":"([0-9a-f]{16})"\}$/s.exec(line);
  if (found && sumOf(found[1]) !== found[2]) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function sumOf(body: string): string {
  return sha256(body).slice(0, digits);
}
