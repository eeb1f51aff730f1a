import type { Events } from '../shared/api';
import type { Bridge } from '../shared/bridge';

/** The bridge of the preload script, its events typed by the contract (its calls are, in api.ts). */
interface TypedBridge extends Pick<Bridge, 'call' | 'pathOf'> {
  on<Name extends keyof Events>(name: Name, listener: (value: Events[Name]) => void): () => void;
}

declare global {
  interface Window {
    readonly neuralstream: TypedBridge;
  }
}
