import { openRegular } from '../platform/foreign-file';

/** A box of an ISO media file (mp4, mov, m4s): its type and its size in bytes as its header states it. */
export interface Box {
  type: string;
  bytes: number;
}

/**
 * The boxes at the top of an ISO media file, and whether the last one ends exactly where the file ends: a file that
 * was cut short, or a chunk half written on a full disk, does not.
 */
export async function readBoxes(path: string): Promise<{ boxes: Box[]; complete: boolean; bytes: number }> {
  const file = await openRegular(path);
  try {
    const { size } = await file.stat();
    const header = Buffer.alloc(16);
    const boxes: Box[] = [];
    let offset = 0;
    while (offset < size) {
      const { bytesRead } = await file.read(header, 0, 16, offset);
      const box = readHeader(header, bytesRead, size - offset);
      if (!box) break;
      boxes.push(box);
      offset += box.bytes;
    }
    return { boxes, complete: offset === size && size > 0, bytes: size };
  } finally {
    await file.close();
  }
}

/** One header: 32-bit size and type; size 1 means a 64-bit size follows, 0 means up to the end of the file. */
function readHeader(header: Buffer, bytesRead: number, bytesLeft: number): Box | null {
  if (bytesRead < 8) return null;
  const short = header.readUInt32BE(0);
  const type = header.toString('latin1', 4, 8);
  if (short === 0) return { type, bytes: bytesLeft };
  const long = short === 1 && bytesRead >= 16 ? Number(header.readBigUInt64BE(8)) : null;
  const bytes = long ?? short;
  return bytes < (long === null ? 8 : 16) ? null : { type, bytes };
}
