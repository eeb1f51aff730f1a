import { clipboard } from 'electron';
import type { serviceContract } from '../../shared/contract/service';
import type { CallsOf } from '../../shared/contract/entry';
import { followServiceSettings, serviceState } from '../service';
import { changeUserSettings } from '../settings';

/** Calls about the inference service. */
export const serviceCalls: CallsOf<typeof serviceContract> = {
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
