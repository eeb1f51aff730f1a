const heading = /^## Unreleased[^\S\n]*$/m;

/**
 * The changelog with what was unreleased under a heading of its own, and that section's text. Throws when there is
 * nothing to release.
 */
export function releasedChangelog(text, version, date) {
  const found = heading.exec(text);
  if (!found) throw new Error('CHANGELOG.md: expected a heading "## Unreleased"');
  const start = found.index + found[0].length;
  const next = text.slice(start).search(/^## /m);
  const section = text.slice(start, next < 0 ? undefined : start + next).trim();
  if (!/^[-*] /m.test(section)) throw new Error('CHANGELOG.md: nothing stands under "## Unreleased"');
  if (text.includes(`\n## ${version} `)) throw new Error(`CHANGELOG.md has a section ${version} already`);
  const rest = text.slice(start).replace(/^\s+/, '');
  return { text: `${text.slice(0, start)}\n\n## ${version} - ${date}\n\n${rest}`, section };
}
