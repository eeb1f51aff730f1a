/** Where a command writes: results on standard output, everything else on standard error. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Whether standard error is a terminal that can redraw a line. */
  readonly redraws: boolean;
}

export interface Progress {
  /** Share from 0 to 1 and a few words. */
  show(share: number, words: string): void;
  /** Takes the bar away. */
  end(): void;
}

const barWidth = 30;

/** A progress bar on a terminal; nothing elsewhere. */
export function progressBar({ redraws, err }: Terminal): Progress {
  let shown = '';
  const draw = (line: string): void => {
    if (!redraws || line === shown) return;
    err(`\r${line}\u001b[K`);
    shown = line;
  };
  return {
    show(share, words) {
      const full = Math.round(Math.min(Math.max(share, 0), 1) * barWidth);
      const percent = `${Math.floor(share * 100)}`.padStart(3);
      draw(`[${'#'.repeat(full)}${'.'.repeat(barWidth - full)}] ${percent} % ${words}`);
    },
    end: () => draw(''),
  };
}

/** Rows as columns: the first left-aligned, the others right-aligned. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((cells) => cells[column].length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
      .join('  ')
      .trimEnd();
  return rows.map((cells) => `${line(cells)}\n`).join('');
}

/** A value as indented JSON with a line end. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
