import type { FileHandle } from 'node:fs/promises';
import type { ByteSpan } from './range';

const BLOCK_BYTES = 1024 * 1024;

/** A span of a file, read a block ahead of what is taken from it. */
export class Body {
  /** Bytes that have not been taken. */
  remainingBytes: number;
  private readonly blocks: Buffer[] = [];
  private nextByte: number;
  private unreadBytes: number;
  private bufferedBytes = 0;
  private reading: Promise<void> | null = null;

  constructor(
    private readonly file: FileHandle,
    span: ByteSpan,
    private readonly onError: (error: Error) => void,
  ) {
    this.nextByte = span.first;
    this.unreadBytes = span.last - span.first + 1;
    this.remainingBytes = this.unreadBytes;
  }

  /** Bytes that can be taken at once. */
  get readyBytes(): number {
    return this.bufferedBytes;
  }

  /** Reads the first block, or the next one when the last is being used up. */
  fill(): Promise<void> {
    if (this.reading || this.unreadBytes === 0 || this.bufferedBytes > BLOCK_BYTES) {
      return this.reading ?? Promise.resolve();
    }
    this.reading = this.readBlock().catch(this.onError);
    return this.reading;
  }

  /** Takes up to `bytes` of what is ready: the pieces, without copying. */
  take(bytes: number): Buffer[] {
    const pieces: Buffer[] = [];
    let wanted = Math.min(bytes, this.bufferedBytes);
    this.bufferedBytes -= wanted;
    this.remainingBytes -= wanted;
    while (wanted > 0) {
      const piece = this.blocks[0].subarray(0, wanted);
      pieces.push(piece);
      wanted -= piece.length;
      if (piece.length === this.blocks[0].length) this.blocks.shift();
      else this.blocks[0] = this.blocks[0].subarray(piece.length);
    }
    void this.fill();
    return pieces;
  }

  private async readBlock(): Promise<void> {
    const block = Buffer.allocUnsafe(Math.min(BLOCK_BYTES, this.unreadBytes));
    const { bytesRead } = await this.file.read(block, 0, block.length, this.nextByte);
    if (bytesRead === 0) throw new Error('the file has become shorter');
    this.blocks.push(block.subarray(0, bytesRead));
    this.nextByte += bytesRead;
    this.unreadBytes -= bytesRead;
    this.bufferedBytes += bytesRead;
    this.reading = null;
  }
}
