import type { EventName, EventValue } from '../shared/contract/contract';
import type { Bridge } from '../shared/bridge';

/** The bridge of the preload script with events typed by the contract; api.ts types the calls. */
interface TypedBridge extends Pick<Bridge, 'call' | 'pathOf'> {
  on<Name extends EventName>(name: Name, listener: (value: EventValue<Name>) => void): () => void;
}

declare global {
  interface Window {
    readonly neuralstream: TypedBridge;
  }
}
