import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { artefacts, writeChecksums } from './release/artefacts.mjs';
import { releasedChangelog } from './release/changelog.mjs';
import { changes, commitOfTag, git, headCommit } from './release/git.mjs';
import { isGreen } from './release/green.mjs';
import { writeSbom } from './release/sbom.mjs';
import { checkVersion, withVersion } from './release/version.mjs';
import { npmCommand } from './setup/packages.mjs';
import { partsFile, root as projectRoot } from './setup/places.mjs';

/** What takes long or needs the whole project; tests put others in their place. */
const steps = {
  test: (root) => npmRun(root, 'test'),
  package: (root) => npmRun(root, 'package'),
  sbom: (root, dist) => writeSbom(root, dist, JSON.parse(readFileSync(partsFile, 'utf8'))),
};

/**
 * Makes a release of a clean and green working copy: version, changelog, commit, tag, artefacts, SBOM, checksums. Nothing is
 * pushed. Where the tag stands at this commit already, only what comes after it is done again.
 */
export async function release({
  version,
  dryRun = false,
  root = projectRoot,
  does = steps,
  say = (text) => void process.stdout.write(`${text}\n`),
  today = new Date().toISOString().slice(0, 10),
}) {
  const tag = `v${version}`;
  if (changes(root) !== '') throw new Error(`the working copy is not clean:\n${changes(root)}`);
  const tagged = commitOfTag(root, tag);
  if (tagged === null) await prepare({ version, tag, dryRun, root, does, say, today });
  else if (tagged !== headCommit(root)) throw new Error(`${tag} exists, at ${tagged.slice(0, 10)}`);
  else say(`${tag} stands at this commit; its files are made again`);
  if (dryRun) {
    say('dry run: nothing was changed, and nothing made');
    return;
  }
  const dist = path.join(root, 'dist');
  mkdirSync(dist, { recursive: true });
  say('making the packages (npm run package)');
  await does.package(root);
  say(`SBOM: dist/${await does.sbom(root, dist)}`);
  const files = artefacts(dist, version);
  await writeChecksums(dist, files);
  say(`checksums: dist/SHA256SUMS of\n  ${files.join('\n  ')}`);
  say(`To publish: git push --follow-tags, then attach these files of dist/ to ${tag}.`);
}

/** Everything up to the tag; every check comes before the first change. */
async function prepare({ version, tag, dryRun, root, does, say, today }) {
  const file = (name) => path.join(root, name);
  const read = (name) => readFileSync(file(name), 'utf8');
  const { version: current } = JSON.parse(read('package.json'));
  checkVersion(version, current);
  if (git(root, 'branch', '--show-current') === '') throw new Error('no branch is checked out');
  const { text, section } = releasedChangelog(read('CHANGELOG.md'), version, today);
  if (isGreen(root)) say('npm test passed on this commit');
  else if (dryRun) say('npm test has not passed on this commit: a release would run it now');
  else {
    say('npm test has not passed on this commit; running it');
    await does.test(root);
    if (changes(root) !== '') throw new Error(`npm test changed files:\n${changes(root)}`);
  }
  say(`${current} -> ${version}, commit and tag ${tag}; released changes:\n\n${section}\n`);
  if (dryRun) return;
  const before = headCommit(root);
  try {
    for (const name of ['package.json', 'package-lock.json'])
      writeFileSync(file(name), withVersion(read(name), version));
    writeFileSync(file('CHANGELOG.md'), text);
    git(root, 'commit', '--all', '--message', `chore: release ${version}`);
    git(root, 'tag', '--annotate', tag, '--message', `NeuralStream ${version}\n\n${section}`);
  } catch (error) {
    git(root, 'reset', '--quiet', '--hard', before); // nothing of anybody else's: the tree was clean
    throw error;
  }
}

function npmRun(root, script) {
  const { command, args } = npmCommand(['run', script]);
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0)
    throw new Error(`npm run ${script} failed (${error?.message ?? `it ended with ${status}`})`);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    const { values, positionals } = parseArgs({
      ...{ allowPositionals: true, options: { 'dry-run': { type: 'boolean' } } },
    });
    if (positionals.length !== 1) throw new Error('usage: npm run release -- VERSION [--dry-run]');
    await release({ version: positionals[0], dryRun: values['dry-run'] });
  } catch (error) {
    process.stderr.write(`release: ${error.message}\n`);
    process.exitCode = 1;
  }
}
