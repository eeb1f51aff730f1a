const form = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/;

/** Throws unless `next` is a version by Semantic Versioning that comes after `current`. */
export function checkVersion(next, current) {
  if (!form.test(next ?? '')) {
    throw new Error(`expected a version as 1.2.3 or 1.2.3-beta.1, got "${next ?? ''}"`);
  }
  if (compareVersions(next, current) <= 0) {
    throw new Error(`expected a version after ${current}, got ${next}`);
  }
}

/** Below, at or above 0 as the first comes before, is or comes after the second (semver.org, item 11). */
export function compareVersions(one, other) {
  const [, ...first] = form.exec(one);
  const [, ...second] = form.exec(other);
  for (let i = 0; i < 3; i++) if (first[i] !== second[i]) return Number(first[i]) - Number(second[i]);
  return comparePrereleases(first[3], second[3]);
}

function comparePrereleases(one, other) {
  if (one === other) return 0;
  if (one === undefined) return 1; // 1.0.0 comes after 1.0.0-beta
  if (other === undefined) return -1;
  const [ours, theirs] = [one.split('.'), other.split('.')];
  for (let i = 0; i < Math.min(ours.length, theirs.length); i++) {
    const order = compareParts(ours[i], theirs[i]);
    if (order !== 0) return order;
  }
  return ours.length - theirs.length;
}

function compareParts(one, other) {
  const [isNumber, otherIsNumber] = [one, other].map((part) => /^\d+$/.test(part));
  if (isNumber && otherIsNumber) return Number(one) - Number(other);
  if (isNumber !== otherIsNumber) return isNumber ? -1 : 1;
  return one < other ? -1 : one > other ? 1 : 0;
}

/** package.json or package-lock.json with another version of the project, everything else as it stands. */
export function withVersion(json, version) {
  const parsed = JSON.parse(json);
  parsed.version = version;
  if (parsed.packages?.['']) parsed.packages[''].version = version;
  return `${JSON.stringify(parsed, null, 2)}\n`;
}
