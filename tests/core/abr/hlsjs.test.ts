import fc from 'fast-check';
import Hls from 'hls.js';
import { expect, test } from 'vitest';
import { hlsjs } from '../../../src/core/abr/hlsjs';
import { HlsjsEstimate } from '../../../src/core/throughput/hlsjs-estimate';
import type { Download } from '../../../src/core/model/algorithm';
import { generatedSessions, playGenerated, type GeneratedSession } from './play';

interface Controller {
  readonly bwEstimator: { getEstimate(): number; getEstimateTTFB(): number };
  readonly nextAutoLevel: number;
  resetEstimator(bitsPerSecond: number): void;
}

type Handler = (event: string, data: object) => void;

/** The package's own AbrController on a stub of the player around it. */
class Package {
  readonly controller: Controller;
  private readonly handlers = new Map<string, Handler>();
  private readonly hls;

  constructor(private readonly session: GeneratedSession) {
    const levels = session.ladderKbps.map((kbps) => ({
      ...{ bitrate: kbps * 1000, maxBitrate: kbps * 1000, averageBitrate: kbps * 1000 },
      ...{ frameRate: 30, codecSet: 'avc1', videoRange: 'SDR', loadError: 0, fragmentError: 0 },
      ...{ audioGroups: undefined, height: 720, width: 1280, details: undefined, score: 0, uri: '' },
    }));
    const quiet = (): void => undefined;
    this.hls = {
      config: { ...Hls.DefaultConfig, useMediaCapabilities: false },
      logger: { log: quiet, info: quiet, warn: quiet, trace: quiet, debug: quiet, error: quiet },
      on: (event: string, handler: Handler, self: object) => this.handlers.set(event, handler.bind(self)),
      ...{ levels, allAudioTracks: [], minAutoLevel: 0, maxAutoLevel: levels.length - 1, firstLevel: 0 },
      ...{ loadLevel: -1, mainForwardBufferInfo: { len: 0 }, media: { playbackRate: 1 } },
    };
    this.controller = Reflect.construct(Hls.DefaultConfig.abrController, [this.hls]);
    const first = Math.min(session.ladderKbps[0] * 1000, Hls.DefaultConfig.abrEwmaDefaultEstimateMax);
    if (first > Hls.DefaultConfig.abrEwmaDefaultEstimate) this.controller.resetEstimator(first);
  }

  /** Plays the events of a chunk's download. */
  downloaded(level: number, { kilobits, seconds, firstByteSeconds }: Download): void {
    const duration = this.session.chunkSeconds;
    for (const each of this.hls.levels) Reflect.set(each, 'details', { averagetargetduration: duration });
    const loading = { start: 0, first: firstByteSeconds * 1000, end: seconds * 1000 };
    const bytes = kilobits * 125;
    const stats = { aborted: false, loaded: bytes, total: bytes, loading, parsing: { end: seconds * 1000 } };
    const bitrate = (kilobits * 1000) / duration;
    const frag = { type: 'main', sn: 1, level, duration, bitrate, stats, bitrateTest: false };
    Reflect.set(this.controller, 'fragCurrent', frag);
    this.hls.loadLevel = level;
    Reflect.set(this.hls, 'loadLevelObj', this.hls.levels[level]);
    for (const event of [Hls.Events.FRAG_LOADED, Hls.Events.FRAG_BUFFERED]) {
      this.handlers.get(event)?.(event, { frag, part: null });
    }
  }

  choose(bufferSeconds: number): number {
    this.hls.mainForwardBufferInfo.len = bufferSeconds;
    return this.controller.nextAutoLevel;
  }
}

test('estimates and chooses as the package does', { timeout: 300_000 }, () => {
  fc.assert(
    fc.property(generatedSessions({ kbps: [20, 60_000], chunks: [2, 30] }), (session) => {
      const theirs = new Package(session);
      const estimate = new HlsjsEstimate(Math.max(500, Math.min(session.ladderKbps[0], 5000)));
      const expected: number[] = [];
      const said = playGenerated(hlsjs(), session, ({ observation }) => {
        const { downloads, lastLevel, bufferSeconds } = observation;
        if (lastLevel !== null) {
          const last = downloads[downloads.length - 1];
          theirs.downloaded(lastLevel, last);
          estimate.add(last);
        }
        const { bwEstimator } = theirs.controller;
        expect(Math.abs((estimate.kbps * 1000) / bwEstimator.getEstimate() - 1)).toBeLessThan(1e-9);
        const firstByteMs = estimate.firstByteSeconds * 1000;
        expect(Math.abs(firstByteMs / bwEstimator.getEstimateTTFB() - 1)).toBeLessThan(1e-9);
        expected.push(theirs.choose(bufferSeconds));
      });
      expect(said.map(({ level }) => level)).toEqual(expected.map((level) => Math.max(0, level)));
    }),
    { seed: 8, numRuns: 1000 },
  );
});
