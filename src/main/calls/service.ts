import { clipboard } from 'electron';
import { changeSettings } from '../../node/settings';
import type { Calls } from '../ipc';
import { paths } from '../paths';
import { followServiceSettings, serviceState } from '../service';

/** Calls about the inference service. */
export const serviceCalls: Pick<Calls, 'readService' | 'switchService' | 'copyServiceAddress'> = {
  readService: () => serviceState(),
  async switchService({ on, port }) {
    await changeSettings(paths().settings, { service: on, servicePort: port });
    await followServiceSettings();
    return serviceState();
  },
  copyServiceAddress() {
    const state = serviceState();
    if (state.type !== 'on') throw new Error('the inference service is not on');
    clipboard.writeText(state.address);
  },
};
