import { developmentSwitches, electronViteEnv, runTool } from './launch.mjs';

const appArgs = [...developmentSwitches(), ...process.argv.slice(2)];
const separated = appArgs.length > 0 ? ['--', ...appArgs] : [];
process.exitCode = await runTool('electron-vite/bin/electron-vite.js', ['dev', '--watch', ...separated], {
  env: electronViteEnv(),
}).ended;
