import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const main = `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1440, height: 900, show: false });
  window.once('ready-to-show', () => window.show());
  window.loadFile('index.html');
});
`;

const page = `<!doctype html><meta charset="utf-8"><title>empty</title>
<body data-testid="window" data-ready="true">empty<script>performance.mark('usable')</script>
`;

/** An Electron application with an empty page; its folder. */
export function writeEmptyApp(folder: string): string {
  const target = join(folder, 'empty');
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'package.json'), JSON.stringify({ name: 'empty', main: 'main.js' }));
  writeFileSync(join(target, 'main.js'), main);
  writeFileSync(join(target, 'index.html'), page);
  return target;
}
