import * as v from 'valibot';

/** What the player's page and the service that it comes from say to each other, beside shared/service.ts. */

export const playerConfigSchema = v.strictObject({
  decisionsAt: v.pipe(
    v.nullable(v.string()),
    v.description('Address of the service that decides; null: the one that the page comes from.'),
  ),
});

const head = { id: v.string(), name: v.string(), durationSeconds: v.number() };

export const presentationsSchema = v.strictObject({ presentations: v.array(v.strictObject(head)) });
export type PresentationHead = v.InferOutput<typeof presentationsSchema>['presentations'][number];

export const servedPresentationSchema = v.strictObject({
  ...head,
  manifest: v.pipe(v.string(), v.description('Path of the DASH manifest.')),
  chunkSeconds: v.number(),
  ladderKbps: v.array(v.number()),
  pictures: v.array(v.strictObject({ width: v.number(), height: v.number() })),
  chunkKilobits: v.pipe(v.array(v.array(v.number())), v.description('Sizes in kilobits [level][chunk].')),
});
export type ServedPresentationBody = v.InferOutput<typeof servedPresentationSchema>;
