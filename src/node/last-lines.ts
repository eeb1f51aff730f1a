import { writeSync } from 'node:fs';

const linesKept = 8;
const charactersKept = 10_000;

/** Passes a child's standard error on and keeps its end, to tell it where the child dies. */
export class LastLines {
  private said = '';
  private readonly take = (text: string): void => {
    this.said = (this.said + text).slice(-charactersKept);
    passOn(text);
  };

  /** Without a stream (it is not piped) nothing is kept. */
  constructor(private readonly stderr: NodeJS.ReadableStream | null | undefined) {
    stderr?.setEncoding('utf8');
    this.listen();
  }

  /** How the process ended, and what it said last if it said anything. */
  after(ending: string): string {
    const lines = this.said.split('\n').filter((line) => line.trim() !== '' && !isFrame(line));
    return lines.length === 0 ? ending : `${ending}; it said last:\n${lines.slice(-linesKept).join('\n')}`;
  }

  /**
   * Calls back when the stream has closed, or after `mostMs`. Electron takes its listeners off as soon as it has told of
   * the end of a process, though the last lines may be on their way.
   */
  whenWhole(then: () => void, mostMs = 200): void {
    if (!this.stderr) return then();
    const whole = new Promise<void>((resolve) => {
      setTimeout(resolve, mostMs);
      queueMicrotask(() => {
        this.listen();
        this.stderr?.once('close', resolve);
      });
    });
    void whole.then(then);
  }

  private listen(): void {
    this.stderr?.off('data', this.take).on('data', this.take);
  }
}

/** (Not process.stderr: once its reader is gone it would throw where nobody catches.) */
function passOn(text: string): void {
  try {
    writeSync(2, text);
  } catch {
    return; // nobody reads it
  }
}

/** A line of a stack trace, of scripts or native: there are many, and the error stands before them. */
function isFrame(line: string): boolean {
  return /^\s+at |^\s*\d+: 0x/.test(line);
}
