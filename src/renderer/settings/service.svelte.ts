import type { ServiceState } from '../../shared/service-state';
import { api, messageOf } from '../api';
import type { Toasts } from '../ui/toasts.svelte';

/** The inference service as the window sees it. */
export class Service {
  state: ServiceState = $state.raw({ type: 'off' });

  constructor(private readonly toasts: Toasts) {}

  async load(): Promise<void> {
    this.state = await api.readService(null);
  }

  take(state: ServiceState): void {
    this.state = state;
  }

  /** Switches it; what is asked for stays asked for at the next start, whether or not it could be done now. */
  async switch(on: boolean, port: number): Promise<void> {
    try {
      this.state = await api.switchService({ on, port });
    } catch (error) {
      this.toasts.fault(`The inference service could not be switched: ${messageOf(error)}`);
    }
  }

  async copyAddress(): Promise<void> {
    try {
      await api.copyServiceAddress(null);
      this.toasts.show('The address is on the clipboard.');
    } catch (error) {
      this.toasts.fault(messageOf(error));
    }
  }
}
