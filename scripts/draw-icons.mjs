/**
 * Draws the application's icons from the SVGs of resources/icons, with the Electron at hand: `node scripts/draw-icons.mjs`.
 * PNGs of every size for Linux, icon.icns for macOS, icon.ico for Windows, and the same for documents. Small sizes have a
 * drawing of their own.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { icns, ico } from './icons/containers.mjs';
import { developmentSwitches } from './launch.mjs';
import { currentParts } from './setup/state.mjs';
import { root } from './setup/places.mjs';

const folder = path.join(root, 'resources', 'icons');
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const smallUpTo = 32;

const { executable } = currentParts().chromium;
const browser = await chromium.launch({ executablePath: executable, args: developmentSwitches() });
try {
  const app = await draw('icon', 'icon-small');
  const files = await draw('document', 'document');
  mkdirSync(path.join(folder, 'linux'), { recursive: true });
  for (const [size, png] of app)
    if (size <= 512) writeFileSync(path.join(folder, 'linux', `${size}x${size}.png`), png);
  writeFileSync(path.join(folder, 'icon.png'), app.get(512));
  for (const [name, pngs] of Object.entries({ icon: app, document: files })) {
    writeFileSync(path.join(folder, `${name}.icns`), icns(pngs));
    writeFileSync(path.join(folder, `${name}.ico`), ico(pngs));
  }
} finally {
  await browser.close();
}

/** The PNG of every size, by its size in pixels. */
async function draw(large, small) {
  const page = await browser.newPage();
  const pngs = new Map();
  for (const size of sizes) {
    const svg = readFileSync(path.join(folder, `${size <= smallUpTo ? small : large}.svg`), 'utf8');
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
    );
    pngs.set(size, await page.screenshot({ omitBackground: true }));
  }
  await page.close();
  return pngs;
}
