import type { linkContract } from '../../shared/contract/links';
import type { CallsOf } from '../../shared/contract/entry';
import { appOrigin } from '../app-scheme';
import { library } from '../library';
import { mediaServer } from '../media';
import { fallAsleep, stayAwake } from '../awake';

/** Calls that set up, shape and close a session's links. */
export const linkCalls: CallsOf<typeof linkContract> = {
  async openLinks({ entryId, playerCount, links, kbps, addedLatencyMs }) {
    const shelf = await library();
    const entry = await shelf.get(entryId);
    await shelf.touch(entryId);
    const server = await mediaServer();
    const { sessionId, players } = await server.openSession({
      presentationFolder: entry.folder,
      playerCount,
      links,
      bandwidth: { kbps, addedLatencyMs },
      allowedOrigin: appOrigin,
    });
    stayAwake(sessionId, entryId);
    return { sessionId, manifestUrls: players.map(({ manifestUrl }) => manifestUrl) };
  },
  startClock: async ({ sessionId }) => (await mediaServer()).startClock(sessionId),
  setBandwidth: async ({ sessionId, kbps, addedLatencyMs }) =>
    (await mediaServer()).setBandwidth(sessionId, { kbps, addedLatencyMs }),
  playTrace: async ({ sessionId, trace, loop }) =>
    (await mediaServer()).playTrace(sessionId, trace, { loop }),
  stopTrace: async ({ sessionId }) => (await mediaServer()).stopTrace(sessionId),
  async closeLinks({ sessionId }) {
    fallAsleep(sessionId);
    await (await mediaServer()).closeSession(sessionId);
  },
};
