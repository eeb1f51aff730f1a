import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { eventChannel, type Bridge } from '../shared/bridge';

/** Builds the bridge from the contract: one gate for every call, one channel for each event. */
const bridge: Bridge = {
  call: (name, request) => ipcRenderer.invoke('call', name, request),
  on(name, listener) {
    const channel = eventChannel(name);
    const receive = (_event: Electron.IpcRendererEvent, value: unknown): void => listener(value);
    ipcRenderer.on(channel, receive);
    return () => ipcRenderer.removeListener(channel, receive);
  },
  pathOf,
};

contextBridge.exposeInMainWorld('neuralstream', bridge);

/** Where a dropped file lies: webUtils from Electron 29 on, File.path before (until 31). */
function pathOf(file: File): string {
  if (webUtils) return webUtils.getPathForFile(file);
  return 'path' in file && typeof file.path === 'string' ? file.path : '';
}
