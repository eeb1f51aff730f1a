import * as v from 'valibot';
import { idSchema as id } from '../id';
import { BandwidthSettingSchema, LinkStatisticsSchema, playerCountSchema } from '../media-server';
import { traceSchema } from '../trace';
import { done, traceLimits } from './entry';

const openedLinksSchema = v.object({
  sessionId: v.string(),
  /** One manifest address for each player. */
  manifestUrls: v.array(v.string()),
});
export type OpenedLinks = v.InferOutput<typeof openedLinksSchema>;

/** The throttled links of a comparison. */
export const linkContract = {
  /** Opens a link for each player on the media server. */
  openLinks: {
    request: v.object({
      entryId: id,
      playerCount: playerCountSchema,
      links: v.picklist(['separate', 'shared']),
      ...BandwidthSettingSchema.entries,
    }),
    response: openedLinksSchema,
  },
  /** Second 0 of the session: trace playback and recorded moves count from here. */
  startClock: { request: v.object({ sessionId: id }), response: done },
  setBandwidth: { request: v.object({ sessionId: id, ...BandwidthSettingSchema.entries }), response: done },
  playTrace: {
    request: v.object({ sessionId: id, trace: traceSchema, loop: v.boolean() }),
    response: done,
    limits: traceLimits,
  },
  stopTrace: { request: v.object({ sessionId: id }), response: done },
  closeLinks: { request: v.object({ sessionId: id }), response: done },
};

export const linkEvents = { 'link-stats': LinkStatisticsSchema };
