import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { fileFault } from '../../node/files';
import { licencesSchema, type LicensedComponent } from '../../shared/licences';
import type { Calls } from '../ipc';
import { paths } from '../paths';

/** Calls about what of others is inside the application. */
export const licenceCalls: Pick<Calls, 'listLicences' | 'readLicence'> = {
  listLicences: async () =>
    (await components()).map(({ name, version, licence, home }) => ({ name, version, licence, home })),
  async readLicence({ name, version }) {
    const found = (await components()).find((each) => each.name === name && each.version === version);
    if (!found) throw new Error(`there is no component ${name} ${version}`);
    return found.text;
  },
};

async function components(): Promise<readonly LicensedComponent[]> {
  const file = paths().licences;
  try {
    return v.parse(licencesSchema, JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    throw new Error(`the licences in "${file}" cannot be read: ${fileFault(error)}`, { cause: error });
  }
}
