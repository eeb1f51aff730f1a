import { shownName } from '../../core/text/quote';
import { appendFile, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { TraceOutcome } from '../../core/benchmark/played';
import { errorCode, fileFault } from '../files';
import { formatOutcome } from './outcome-lines';

const flushMs = 250;

/** Appends outcomes to sessions.jsonl while a benchmark goes on, some at a time; a kill loses those of a moment at most. */
export class OutcomeLog {
  private lines = '';
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> = Promise.resolve();
  private fault: Error | null = null;

  /** `onFault` hears the first failure to write, once. */
  constructor(
    private readonly file: string,
    private readonly onFault: (error: Error) => void,
  ) {}

  add(outcome: TraceOutcome): void {
    this.lines += formatOutcome(outcome);
    this.timer ??= setTimeout(() => this.flush(), flushMs);
  }

  /** Resolves when everything is written. @throws Error, a sentence, when it could not be. */
  async close(): Promise<void> {
    this.flush();
    await this.writing;
    if (this.fault) throw this.fault;
  }

  private flush(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const lines = this.lines;
    this.lines = '';
    if (lines !== '') this.writing = this.writing.then(() => this.append(lines));
  }

  private async append(lines: string): Promise<void> {
    if (this.fault) return;
    try {
      await appendFile(this.file, lines);
    } catch (error) {
      const gone = errorCode(error) === 'ENOENT';
      this.fault = new Error(
        gone
          ? `the benchmark's folder ${shownName(dirname(this.file))} is gone`
          : `${shownName(this.file)} cannot be written: ${fileFault(error)}`,
        { cause: error },
      );
      this.onFault(this.fault);
    }
  }
}

/** Takes away the line that a kill has left half written, so that the next one begins a line of its own. */
export async function dropHalfLine(file: string): Promise<void> {
  const handle = await open(file, 'r+').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  });
  if (handle === null) return;
  try {
    const bytes = await handle.readFile();
    await handle.truncate(bytes.lastIndexOf(0x0a) + 1);
  } finally {
    await handle.close();
  }
}
