import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { release } from '../../scripts/release.mjs';
import { isOf } from '../../scripts/release/artefacts.mjs';
import { releasedChangelog } from '../../scripts/release/changelog.mjs';
import { noteGreen } from '../../scripts/release/green.mjs';
import { insideOnly, shippedPackages, withPrograms } from '../../scripts/release/sbom.mjs';
import { checkVersion, compareVersions } from '../../scripts/release/version.mjs';
import { temporaryFolder } from '../temporary-folder';

const changelog =
  '# Changelog\n\nIntro.\n\n## Unreleased\n\n### Added\n\n- A thing.\n\n## 0.1.0 - 2026-01-01\n\n- Old.\n';

/** A scratch project under git, and releases of it with steps that only leave a mark. */
function scratch() {
  const root = temporaryFolder('release');
  const git = (...words: string[]): string =>
    execFileSync('git', words, { cwd: root, encoding: 'utf8' }).trim();
  const put = (name: string, text: string): void => writeFileSync(join(root, name), text);
  const read = (name: string): string => readFileSync(join(root, name), 'utf8');
  put('package.json', '{"name":"x","version":"0.1.0","private":true}');
  put('package-lock.json', '{"name":"x","version":"0.1.0","packages":{"":{"version":"0.1.0"}}}');
  put('CHANGELOG.md', changelog);
  put('.gitignore', 'dist/\nout/\n');
  git('init', '--quiet', '--initial-branch', 'main');
  for (const [key, value] of [
    ['user.name', 'Somebody'],
    ['user.email', 'somebody@example.org'],
  ])
    git('config', key, value);
  git('add', '.');
  git('commit', '--quiet', '--message', 'first');
  const done: string[] = [];
  const does = {
    test: () => void done.push('test'),
    package: () => {
      done.push('package');
      const { version } = Object(JSON.parse(read('package.json')));
      put(`dist/x-${version}.tar.gz`, 'an archive');
      put('dist/x-0.0.9.tar.gz', 'an older one');
    },
    sbom: () => {
      put('dist/x-0.2.0.cdx.json', '{}');
      return 'x-0.2.0.cdx.json';
    },
  };
  const said: string[] = [];
  const run = (version: string, dryRun = false): Promise<void> =>
    release({
      version,
      dryRun,
      root,
      does,
      say: (text: string) => void said.push(text),
      today: '2026-11-25',
    });
  return { root, git, put, read, done, said, run };
}

test('a release changes version and changelog, commits, tags, packages and writes checksums that hold', async () => {
  const { git, read, done, run } = scratch();
  await run('0.2.0');
  expect(done).toEqual(['test', 'package']);
  expect(JSON.parse(read('package.json'))).toMatchObject({ version: '0.2.0' });
  expect(JSON.parse(read('package-lock.json'))).toMatchObject({ packages: { '': { version: '0.2.0' } } });
  expect(read('CHANGELOG.md')).toContain(
    '## Unreleased\n\n## 0.2.0 - 2026-11-25\n\n### Added\n\n- A thing.\n\n## 0.1.0',
  );
  expect(git('log', '-1', '--format=%s')).toBe('chore: release 0.2.0');
  expect(git('tag', '--points-at', 'HEAD')).toBe('v0.2.0');
  expect(git('status', '--porcelain')).toBe('');
  const sum = createHash('sha256').update('an archive').digest('hex');
  expect(read('dist/SHA256SUMS')).toContain(`${sum}  x-0.2.0.tar.gz\n`);
  expect(read('dist/SHA256SUMS')).not.toContain('0.0.9');
});

test('a dry run says what would be released and changes nothing', async () => {
  const { git, read, done, said, run } = scratch();
  await run('0.2.0', true);
  expect(done).toEqual([]);
  expect(said.join('\n')).toContain('- A thing.');
  expect(said.join('\n')).toContain('a release would run it now');
  expect(read('CHANGELOG.md')).toBe(changelog);
  expect(git('tag')).toBe('');
  expect(git('status', '--porcelain')).toBe('');
});

test('a commit that was tested is not tested again; a released one is only packaged again', async () => {
  const { root, done, run } = scratch();
  noteGreen(root);
  await run('0.2.0');
  await run('0.2.0');
  expect(done).toEqual(['package', 'package']);
});

test('nothing is changed when the tree is not clean, a test fails, the tag is taken or nothing is unreleased', async () => {
  const { git, put, read, run } = scratch();
  put('CHANGELOG.md', `${changelog}more\n`);
  await expect(run('0.2.0')).rejects.toThrow('the working copy is not clean:\nM CHANGELOG.md');
  git('checkout', '--quiet', 'CHANGELOG.md');
  git('tag', 'v0.3.0');
  git('commit', '--quiet', '--allow-empty', '--message', 'second');
  await expect(run('0.3.0')).rejects.toThrow(/^v0\.3\.0 exists, at [0-9a-f]{10}$/);
  await expect(run('0.1.0')).rejects.toThrow('expected a version after 0.1.0, got 0.1.0');
  await expect(run('next')).rejects.toThrow('expected a version as 1.2.3 or 1.2.3-beta.1, got "next"');
  expect(read('CHANGELOG.md')).toBe(changelog);
  expect(() => releasedChangelog('# C\n\n## Unreleased\n\n## 0.1.0 - x\n', '0.2.0', 'd')).toThrow(
    'nothing stands under',
  );
  expect(() => releasedChangelog('# C\n', '0.2.0', 'd')).toThrow('expected a heading');
});

test('a commit or a tag that git refuses leaves everything as it was', async () => {
  for (const hook of ['pre-commit', 'reference-transaction']) {
    const { root, git, read, run } = scratch();
    noteGreen(root);
    const before = git('rev-parse', 'HEAD');
    const refuse = `#!/bin/sh\n[ ${hook} = pre-commit ] || grep -q refs/tags/ && exit 1\nexit 0\n`;
    writeFileSync(join(root, '.git/hooks', hook), refuse, { mode: 0o755 });
    await expect(run('0.2.0'), hook).rejects.toThrow(/^git (commit|tag): /);
    expect(git('rev-parse', 'HEAD'), hook).toBe(before);
    expect(git('status', '--porcelain'), hook).toBe('');
    expect(read('CHANGELOG.md'), hook).toBe(changelog);
  }
});

test('files of another version that lie in dist are not released', () => {
  for (const name of ['a-0.2.0.tar.gz', 'a_0.2.0_amd64.deb', 'A-0.2.0-arm64.dmg', '0.2.0.zip'])
    expect(isOf(name, '0.2.0'), name).toBe(true);
  for (const name of ['a-10.2.0.tar.gz', 'a-0.2.01.zip', 'a-0.2.0-rc.1.zip', 'a-0.2.0.1.exe', 'a-0.1.0.zip'])
    expect(isOf(name, '0.2.0'), name).toBe(false);
  expect(isOf('a-0.2.0-rc.1.AppImage', '0.2.0-rc.1')).toBe(true);
  expect(isOf('a-0.2.0-rc.10.AppImage', '0.2.0-rc.1')).toBe(false);
});

test('versions are ordered as semver.org orders them', () => {
  const rising = ['1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta', '1.0.0-beta.2'];
  const all = [...rising, '1.0.0-beta.11', '1.0.0-rc.1', '1.0.0', '1.0.10', '1.2.0', '2.0.0'];
  for (let i = 1; i < all.length; i++) {
    expect(compareVersions(all[i], all[i - 1]), all[i]).toBeGreaterThan(0);
    expect(compareVersions(all[i - 1], all[i]), all[i]).toBeLessThan(0);
  }
  expect(() => checkVersion('1.2', '1.0.0')).toThrow('expected a version as');
});

test('the list of contents has what is shipped and what that needs, and the native parts that are there', () => {
  const component = (name: string) => ({ 'bom-ref': `${name}@1`, name, version: '1' });
  const bom = {
    metadata: { component: { 'bom-ref': 'x@1' } },
    components: ['dashjs', 'its-part', 'vitest', 'electron', 'electron-get'].map(component),
    dependencies: [
      { ref: 'x@1', dependsOn: ['dashjs@1', 'vitest@1', 'electron@1'] },
      { ref: 'dashjs@1', dependsOn: ['its-part@1'] },
      { ref: 'electron@1', dependsOn: ['electron-get@1'] },
      { ref: 'its-part@1' },
      { ref: 'vitest@1' },
    ],
  };
  const inside = insideOnly(bom, shippedPackages());
  expect(inside.components.map(({ name }: { name: string }) => name)).toEqual(['dashjs', 'its-part']);
  expect(inside.dependencies[0]).toEqual({ ref: 'x@1', dependsOn: ['dashjs@1'] });
  const parts = {
    electron: { ok: true, version: '22.3.25', source: 'a wheel' },
    tfjs: { ok: true, leftOut: true, version: 'left out', source: '' },
    ffmpeg: { ok: true, version: 'n9', source: 'a wheel' },
  };
  const native = withPrograms(inside, parts).components.slice(2);
  expect(native.map(({ name, version }: { name: string; version: string }) => `${name} ${version}`)).toEqual([
    ...['electron 22.3.25', 'ffmpeg n9'],
  ]);
});
