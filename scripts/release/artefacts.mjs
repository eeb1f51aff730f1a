import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, writeFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import path from 'node:path';

const forms = ['.AppImage', '.deb', '.tar.gz', '.dmg', '.zip', '.exe', '.cdx.json'];

/** The files of a version in dist/ that users are given, by name. */
export function artefacts(dist, version) {
  return readdirSync(dist)
    .filter((name) => isOf(name, version) && forms.some((form) => name.endsWith(form)))
    .sort();
}

/** True where a name has this version, and not a longer one: of 0.2.0 neither 10.2.0 nor 0.2.0-rc.1. */
export function isOf(name, version) {
  const escaped = version.replace(/[.+]/g, '\\$&');
  return new RegExp(`(^|[^\\d.])${escaped}(?!\\d|\\.\\d|-[a-z]+\\.\\d)`).test(name);
}

/** Writes SHA256SUMS as `sha256sum --check` reads it. Resolves with its path. */
export async function writeChecksums(dist, names) {
  const lines = [];
  for (const name of names) lines.push(`${await sha256OfFile(path.join(dist, name))}  ${name}\n`);
  const file = path.join(dist, 'SHA256SUMS');
  writeFileSync(file, lines.join(''));
  return file;
}

async function sha256OfFile(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}
