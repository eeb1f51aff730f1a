import fuseTool from '@electron/fuses';
import { copyFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { linkTree } from '../setup/link.mjs';
import { packagePlaces } from './places.mjs';

const { flipFuses, FuseVersion, FuseV1Options } = fuseTool;

/**
 * The packaged application once more at another place, for tests: hard links to the same files, but an executable of its
 * own with the CliInspect fuse on, through which Playwright drives it. Everything else is what users get.
 */
export async function placeInspectable(target) {
  const { folder, executable } = packagePlaces();
  linkTree(folder, target);
  const own = path.join(target, path.relative(folder, executable));
  rmSync(own);
  copyFileSync(executable, own);
  await flipFuses(own, { version: FuseVersion.V1, [FuseV1Options.EnableNodeCliInspectArguments]: true });
  return own;
}
