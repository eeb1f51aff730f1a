import * as v from 'valibot';
import { kilobits, pixels, positiveKbps, positiveSeconds, seconds } from './numbers';

/** What the player's page and the service that it comes from say to each other, beside shared/service.ts. */

export const playerConfigSchema = v.strictObject({
  decisionsAt: v.pipe(
    v.nullable(v.string()),
    v.description('Address of the service that decides; null: the one that the page comes from.'),
  ),
});

const head = { id: v.string(), name: v.string(), durationSeconds: seconds };

export const presentationsSchema = v.strictObject({ presentations: v.array(v.strictObject(head)) });
export type PresentationHead = v.InferOutput<typeof presentationsSchema>['presentations'][number];

export const servedPresentationSchema = v.strictObject({
  ...head,
  manifest: v.pipe(v.string(), v.description('Path of the DASH manifest.')),
  chunkSeconds: positiveSeconds,
  ladderKbps: v.array(positiveKbps),
  pictures: v.array(v.strictObject({ width: pixels, height: pixels })),
  chunkKilobits: v.pipe(v.array(v.array(kilobits)), v.description('Sizes in kilobits [level][chunk].')),
});
export type ServedPresentationBody = v.InferOutput<typeof servedPresentationSchema>;
