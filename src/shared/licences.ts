import * as v from 'valibot';

const componentSchema = v.object({
  name: v.string(),
  version: v.string(),
  /** SPDX id, as far as the component states one. */
  licence: v.string(),
  /** Address of its home page; may be empty. */
  home: v.string(),
  text: v.string(),
});

/** out/licences/licences.json, which scripts/licences.mjs writes: what of others is inside the application. */
export const licencesSchema = v.array(componentSchema);

export type LicensedComponent = v.InferOutput<typeof componentSchema>;

/** A component without the text of its licence. */
export type LicenceHead = Omit<LicensedComponent, 'text'>;
