import * as v from 'valibot';
import type { LicenceHead } from '../licences';
import { label, nothing, stated } from './entry';

/** Components of others inside the application. */
export const licenceContract = {
  listLicences: { request: nothing, response: stated<LicenceHead[]>() },
  /** The text of one licence. */
  readLicence: { request: v.object({ name: label, version: label }), response: v.string() },
};
