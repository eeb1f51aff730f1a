/** The child's end of the line to the process that started it. */
export interface ParentPort {
  post(message: object): void;
  onMessage(listener: (message: unknown) => void): void;
  /** The parent is gone. */
  onClosed(listener: () => void): void;
}

/** The line of an Electron utility process (process.parentPort) or of a Node child process (process.send). */
export function parentPort(): ParentPort {
  const port: unknown = Reflect.get(process, 'parentPort');
  if (isElectronPort(port)) return electronLine(port);
  if (process.send) return nodeLine();
  throw new Error('this script is to be started by utilityProcess.fork or child_process.fork');
}

interface ElectronPort {
  postMessage(message: object): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
}

function isElectronPort(port: unknown): port is ElectronPort {
  return typeof port === 'object' && port !== null && 'postMessage' in port && 'on' in port;
}

function electronLine(port: ElectronPort): ParentPort {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', ({ data }) => listener(data)),
    onClosed: (listener) => port.on('close', listener),
  };
}

function nodeLine(): ParentPort {
  return {
    post: (message) => {
      if (process.connected) process.send?.(message, undefined, undefined, () => {});
    },
    onMessage: (listener) => void process.on('message', listener),
    onClosed: (listener) => void process.on('disconnect', listener),
  };
}
