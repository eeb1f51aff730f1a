/** A field of a protobuf message: its number and what it holds. Numbers are varints, texts UTF-8, bytes may be a message. */
export type ProtobufField = readonly [number: number, value: number | string | Uint8Array];

const varintType = 0;
const bytesType = 2;

/** Encodes a message (protobuf's wire format; whole numbers from 0 to 2^53). */
export function protobuf(fields: readonly ProtobufField[]): Uint8Array {
  const parts = fields.map(([number, value]) => {
    if (typeof value === 'number') return joined([varint(number * 8 + varintType), varint(value)]);
    const bytes = typeof value === 'string' ? utf8(value) : value;
    return joined([varint(number * 8 + bytesType), varint(bytes.length), bytes]);
  });
  return joined(parts);
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let left = value;
  while (left >= 128) {
    bytes.push((left % 128) + 128);
    left = Math.floor(left / 128);
  }
  return Uint8Array.of(...bytes, left);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** core has no TextEncoder of its own: percent-encoding is UTF-8 too. */
function utf8(text: string): Uint8Array {
  const escaped = encodeURIComponent(text).replace(/%([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return Uint8Array.from(escaped, (character) => character.charCodeAt(0));
}
