/** The four-letter types under which macOS keeps a PNG of a size (the second is the same for twice the density). */
const icnsTypes = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['icp6', 'ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};

/** An Apple icon of PNGs by their size: a head, then type, length and PNG of each. */
export function icns(pngs) {
  const entries = [...pngs].flatMap(([size, png]) => (icnsTypes[size] ?? []).map((type) => entry(type, png)));
  return entry('icns', Buffer.concat(entries));
}

function entry(type, content) {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(content.length + 8, 4);
  return Buffer.concat([head, content]);
}

/** A Windows icon of the PNGs up to 256 pixels: a head, a row for each, then the PNGs. */
export function ico(pngs) {
  const images = [...pngs].filter(([size]) => size <= 256);
  const head = Buffer.alloc(6);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length + 16 * images.length;
  const rows = images.map(([size, png]) => {
    const row = Buffer.alloc(16);
    row.writeUInt8(size % 256, 0); // 0 stands for 256
    row.writeUInt8(size % 256, 1);
    row.writeUInt16LE(1, 4);
    row.writeUInt16LE(32, 6);
    row.writeUInt32LE(png.length, 8);
    row.writeUInt32LE(offset, 12);
    offset += png.length;
    return row;
  });
  return Buffer.concat([head, ...rows, ...images.map(([, png]) => png)]);
}
