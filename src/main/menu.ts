import { app, Menu, shell, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../shared/contract/app';
import { send } from './window';

export function setMenu(): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform === 'darwin')));
}

function menuTemplate(isMac: boolean): MenuItemConstructorOptions[] {
  const file: MenuItemConstructorOptions = {
    label: '&File',
    submenu: [
      command('Open Video…', 'open', 'CmdOrCtrl+O'),
      command('Make a Sample Clip', 'sample'),
      { type: 'separator' },
      isMac ? { role: 'close' } : { role: 'quit' },
    ],
  };
  const go: MenuItemConstructorOptions = {
    label: '&Go',
    submenu: [
      command('Compare', 'page-compare', 'CmdOrCtrl+1'),
      command('Library', 'page-library', 'CmdOrCtrl+2'),
      command('Train', 'page-train', 'CmdOrCtrl+3'),
      command('Traces', 'page-traces', 'CmdOrCtrl+4'),
      command('Benchmark', 'page-bench', 'CmdOrCtrl+5'),
      command('Sessions', 'page-sessions', 'CmdOrCtrl+6'),
      command('Settings', 'page-settings', 'CmdOrCtrl+,'),
    ],
  };
  const playback: MenuItemConstructorOptions = {
    label: '&Playback',
    submenu: [
      command('Play or Pause', 'play-pause', 'CmdOrCtrl+P'),
      command('Restart', 'restart', 'CmdOrCtrl+Shift+P'),
    ],
  };
  const help: MenuItemConstructorOptions = {
    role: 'help',
    submenu: [
      { label: 'Show Data Folder', click: () => void shell.openPath(app.getPath('userData')) },
      command('About NeuralStream', 'about'),
    ],
  };
  const appMenu: MenuItemConstructorOptions[] = isMac ? [{ role: 'appMenu' }] : [];
  return [...appMenu, file, { role: 'editMenu' }, go, playback, { role: 'viewMenu' }, help];
}

function command(label: string, name: MenuCommand, accelerator?: string): MenuItemConstructorOptions {
  return { label, accelerator, click: () => send('menu', { command: name }) };
}
