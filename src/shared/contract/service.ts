import * as v from 'valibot';
import type { ServiceState } from '../service-state';
import { settingsSchema } from '../stored';
import { done, nothing, stated } from './entry';

/** The inference service. */
export const serviceContract = {
  readService: { request: nothing, response: stated<ServiceState>() },
  /** Stores the choice and responds with the service's new state. */
  switchService: {
    request: v.object({ on: v.boolean(), port: settingsSchema.entries.servicePort }),
    response: stated<ServiceState>(),
  },
  copyServiceAddress: { request: nothing, response: done },
};

export const serviceEvents = {
  /** The state of the inference service has changed. */
  service: stated<ServiceState>(),
};
