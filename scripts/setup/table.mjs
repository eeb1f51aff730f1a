/** The lines of the parts table: what each part is, its version, where it came from, and what to do when it is missing. */
export function partsTable(parts) {
  const rows = [['part', 'version', 'from'], ...Object.entries(parts).map(row)];
  const widths = [0, 1].map((column) => Math.max(...rows.map((cells) => cells[column].length)));
  const lines = rows.map(
    ([name, version, from]) => `${name.padEnd(widths[0])}  ${version.padEnd(widths[1])}  ${from}`,
  );
  return [
    lines[0],
    '-'.repeat(Math.min(100, Math.max(...lines.map((line) => line.length)))),
    ...lines.slice(1),
  ].join('\n');
}

function row([name, part]) {
  return part.problem ? [name, 'MISSING', part.problem] : [name, part.version, part.source];
}
