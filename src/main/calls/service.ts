import { clipboard } from 'electron';
import type { Calls } from '../ipc';
import { followServiceSettings, serviceState } from '../service';
import { changeUserSettings } from '../settings';

/** Calls about the inference service. */
export const serviceCalls: Pick<Calls, 'readService' | 'switchService' | 'copyServiceAddress'> = {
  readService: () => serviceState(),
  async switchService({ on, port }) {
    await changeUserSettings({ service: on, servicePort: port });
    await followServiceSettings();
    return serviceState();
  },
  copyServiceAddress() {
    const state = serviceState();
    if (state.type !== 'on') throw new Error('the inference service is not on');
    clipboard.writeText(state.address);
  },
};
