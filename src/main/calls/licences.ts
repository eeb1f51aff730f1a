import { readForeignJson } from '../../node/platform/foreign-file';
import { licencesSchema, type LicensedComponent } from '../../shared/licences';
import type { licenceContract } from '../../shared/contract/licences';
import type { CallsOf } from '../../shared/contract/entry';
import { paths } from '../paths';

/** Calls about what of others is inside the application. */
export const licenceCalls: CallsOf<typeof licenceContract> = {
  listLicences: async () =>
    (await components()).map(({ name, version, licence, home }) => ({ name, version, licence, home })),
  async readLicence({ name, version }) {
    const found = (await components()).find((each) => each.name === name && each.version === version);
    if (!found) throw new Error(`there is no component ${name} ${version}`);
    return found.text;
  },
};

function components(): Promise<readonly LicensedComponent[]> {
  return readForeignJson(paths().licences, 'list of licences', licencesSchema);
}
