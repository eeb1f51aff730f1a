// Electron's own start-up program, which the wheel lacks: `electron [-r file]... [switches] folder-or-file [arguments]`.
const { app, dialog } = module.require('electron');
const fs = module.require('node:fs');
const Module = module.require('node:module');
const path = module.require('node:path');
const { pathToFileURL } = module.require('node:url');

start(parse(process.argv.slice(1)));

function parse(words) {
  const preloads = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (word === '-r' || word === '--require') preloads.push(words[++i]);
    else if (word.startsWith('--require=')) preloads.push(word.slice('--require='.length));
    else if (word === '-v' || word === '--version') return { version: true, preloads, target: null };
    else if (!word.startsWith('-')) return { version: false, preloads, target: path.resolve(word) };
  }
  return { version: false, preloads, target: null };
}

function start({ version, preloads, target }) {
  if (version || !target) {
    process.stdout.write(
      version ? `v${process.versions.electron}\n` : 'Name the folder of an application.\n',
    );
    process.exit(version ? 0 : 1);
  }
  process.defaultApp = true;
  if (preloads.length > 0) Module._preloadModules(preloads);
  load(target).catch((error) => {
    process.stderr.write(`${error.stack}\n`);
    if (process.env.DISPLAY && process.stderr.isTTY)
      dialog.showErrorBox('The application could not be loaded', String(error.stack));
    process.exit(1);
  });
}

async function load(target) {
  const file = path.join(target, 'package.json');
  if (fs.existsSync(file)) {
    const { productName, name, version, desktopName } = JSON.parse(fs.readFileSync(file, 'utf8'));
    if (productName || name) app.setName(productName || name);
    if (version) app.setVersion(version);
    app.setDesktopName(desktopName || `${app.getName()}.desktop`);
    app.setAppPath(target);
  }
  const entry = Module._resolveFilename(target, null, true);
  if (entry.endsWith('.mjs')) await import(pathToFileURL(entry).href);
  else Module._load(entry, Module, true);
}
