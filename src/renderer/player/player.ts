import type { MediaPlayerClass } from 'dashjs';
import type { AbrAlgorithm, Observation } from '../../core/model/algorithm';
import { abrRuleFactory } from '../../core/dashjs/custom-rule';
import { DecisionMemory } from '../../core/abr/decision-memory';
import type { SessionEvent } from '../../core/model/session-events';
import type { Video } from '../../core/model/video';
import type { PlayerChoice } from './choices';
import { ChunkLog } from './chunk-log';
import { isManifestRequest, mediaRequestOf, problemOf, switchReason, type MediaRequest } from './dashjs-data';
import { loopManifest } from './loop-manifest';
import { PictureHold } from './picture-hold';
import { PlayHeadWatch } from './play-head';
import { playerSettings } from './settings';

export interface LivePlayerOptions {
  readonly element: HTMLVideoElement;
  readonly choice: PlayerChoice;
  /** Ours; null when dash.js' own rules decide. */
  readonly algorithm: AbrAlgorithm | null;
  readonly manifestUrl: string;
  readonly video: Video;
  readonly passes: number;
  readonly bufferCapSeconds: number;
  readonly sameConditions: boolean;
  /** Seconds since the common start. */
  readonly clock: () => number;
  /** Nothing but the manifest is asked for before this resolves: the common start. */
  readonly gate: Promise<void>;
  readonly emit: (event: SessionEvent) => void;
  /** Asked when a chunk has come, with what is known before the next; dash.js goes on when it resolves. */
  readonly consult?: (observation: Observation) => Promise<void>;
  /** Requests are tried again for ten minutes, for a server that may come back. */
  readonly patient?: boolean;
  /** Called once, with a sentence for the user; the player is of no more use then. */
  readonly failed: (problem: string) => void;
}

/** dash.js, loaded when the first player needs it. */
export function loadDashjs(): Promise<typeof import('dashjs')> {
  return import('dashjs');
}

/** So near to the end there is nothing left to show. */
const END_SECONDS = 0.05;

type Interceptor = Parameters<MediaPlayerClass['addRequestInterceptor']>[0];
type Request = Parameters<Interceptor>[0];
type Answer = Parameters<Parameters<MediaPlayerClass['addResponseInterceptor']>[0]>[0];

/** One dash.js player on a video element, told as SessionEvents. Begins to load its manifest when made. */
export class LivePlayer {
  readonly log: ChunkLog;
  readonly head: PlayHeadWatch;
  /** Resolves when its first request waits at the gate, or when it has failed. */
  readonly ready: Promise<void>;
  /** When its first request left, in seconds since the common start. */
  firstRequestAtSeconds: number | null = null;
  failure: string | null = null;
  private frozen = false;
  private readonly underWay = new Set<Request>();
  private destroyed = false;
  private reason = 'start level of dash.js';
  private isReady: () => void = () => {};
  private readonly player: MediaPlayerClass;
  private readonly hold: PictureHold;
  private readonly decisions: DecisionMemory | null;

  constructor(
    { MediaPlayer }: typeof import('dashjs'),
    private readonly options: LivePlayerOptions,
  ) {
    const { element, video, algorithm, emit } = options;
    this.log = new ChunkLog({ ...options, playHead: () => element.currentTime });
    this.head = new PlayHeadWatch(emit);
    this.hold = new PictureHold(element);
    this.decisions = algorithm && new DecisionMemory(algorithm, this.log);
    this.ready = new Promise((resolve) => (this.isReady = resolve));
    this.player = MediaPlayer().create();
    this.player.updateSettings(playerSettings({ ...options, lowestKbps: video.ladderKbps[0] }));
    this.hook();
    this.player.initialize(element, options.manifestUrl, true);
  }

  /** Looks at the play head, and holds it while there is no picture; call it every 25-50 ms. */
  poll(): void {
    const { element, clock } = this.options;
    if (this.failure !== null || this.firstRequestAtSeconds === null || this.frozen) return;
    if (this.head.startedAtSeconds !== null) this.hold.poll();
    this.head.observe({
      atSeconds: clock(),
      position: element.currentTime,
      wanted: this.hold.wanted,
      // Chrome leaves `ended` false when a source is not closed to the last millisecond.
      ended: element.ended || element.currentTime >= element.duration - END_SECONDS,
      atSplice: this.log.atSplice(),
    });
  }

  pause(): void {
    this.hold.pause();
  }

  resume(): void {
    this.hold.resume();
  }

  /** Stops for good with the last picture shown: what is under way is given up, and no further request leaves. */
  freeze(): void {
    if (this.frozen) return;
    this.frozen = true;
    this.pause();
    for (const { customData } of this.underWay) abortRequest(customData);
    this.underWay.clear();
  }

  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.freeze();
    this.player.destroy();
  }

  private hook(): void {
    const { player, decisions } = this;
    if (decisions) {
      const rule = abrRuleFactory(() => decisions.next(), this.ruleFailed);
      player.addABRCustomRule('qualitySwitchRules', 'NeuralStreamRule', rule);
    }
    player.addRequestInterceptor(this.beforeRequest);
    player.addResponseInterceptor(this.afterAnswer);
    player.on('fragmentLoadingCompleted', (event: unknown) => this.completed(event));
    player.on('fragmentLoadingAbandoned', (event: unknown) => this.abandoned(event));
    player.on('qualityChangeRequested', (event: unknown) => {
      this.reason = switchReason(event) ?? this.reason;
    });
    player.on('error', (event: unknown) => this.fail(problemOf(event)));
  }

  private readonly beforeRequest: Interceptor = async (request) => {
    if (isManifestRequest(request.customData)) return request;
    this.isReady();
    await this.options.gate;
    this.firstRequestAtSeconds ??= this.options.clock();
    const media = mediaRequestOf(request.customData);
    if (media?.mediaType === 'video') await this.beforeChunk(media);
    if (this.frozen) return new Promise(() => {});
    this.underWay.add(request);
    return request;
  };

  private async beforeChunk(media: MediaRequest): Promise<void> {
    const chunkIndex = this.chunkIndex(media);
    const decision = this.decisions?.for(chunkIndex);
    if (decision?.waitSeconds) await sleep(decision.waitSeconds);
    // dash.js takes the first entry with a chunk's address, which a later pass would find too.
    performance.clearResourceTimings();
    const reason = decision?.reason ?? this.reason;
    if (!this.frozen) this.log.asked({ chunkIndex, level: this.level(media), reason });
    if (!this.decisions) this.reason = 'dash.js kept the level';
  }

  private readonly afterAnswer = async (answer: Answer): Promise<Answer> => {
    const { passes } = this.options;
    this.underWay.delete(answer.request);
    await this.consult(answer);
    if (passes === 1 || typeof answer.data !== 'string' || !isManifestRequest(answer.request.customData)) {
      return answer;
    }
    try {
      return Object.assign(answer, { data: loopManifest(answer.data, passes) });
    } catch (error) {
      this.fail(`The clip cannot be looped: ${error instanceof Error ? error.message : String(error)}.`);
      return answer;
    }
  };

  /** dash.js asks its rules as soon as it hears of a chunk, so who must be asked first is asked before that. */
  private async consult({ request, data }: Answer): Promise<void> {
    const { consult } = this.options;
    const media = mediaRequestOf(request.customData);
    if (!consult || media === null || !(data instanceof ArrayBuffer)) return;
    this.arrived(media, data.byteLength);
    const observation = this.log.observe();
    if (media.mediaType === 'video' && observation && !this.frozen) await consult(observation);
  }

  private completed(event: unknown): void {
    const media = mediaRequestOf(event);
    if (media && !this.options.consult) this.arrived(media, responseBytes(event));
  }

  private arrived(media: MediaRequest, bytes: number): void {
    if (media.mediaType !== 'video' || bytes === 0 || this.frozen) return;
    this.log.arrived({
      chunkIndex: this.chunkIndex(media),
      level: this.level(media),
      kilobits: (bytes * 8) / 1000,
      endSeconds: media.startTime + media.duration,
      timing: media.resourceTimingValues ?? null,
    });
  }

  private abandoned(event: unknown): void {
    const media = mediaRequestOf(event);
    if (media?.mediaType !== 'video' || this.destroyed) return;
    const deliveredKilobits = ((media.bytesLoaded || 0) * 8) / 1000;
    this.log.abandoned(this.chunkIndex(media), this.level(media), deliveredKilobits);
  }

  private chunkIndex({ representation, index }: MediaRequest): number {
    return representation.mediaInfo.streamInfo.index * this.options.video.chunkCount + index;
  }

  /** The level is the bitrate's place among those of the manifest. */
  private level({ representation }: MediaRequest): number {
    const offered = this.player.getRepresentationsByType('video');
    return offered.filter(({ bandwidth }) => bandwidth < representation.bandwidth).length;
  }

  private readonly ruleFailed = (error: unknown): void => {
    const message = error instanceof Error ? error.message : String(error);
    this.fail(`${this.options.choice.name} failed: ${message}.`);
  };

  private fail(problem: string): void {
    if (this.failure !== null || this.frozen) return;
    this.failure = problem;
    this.isReady();
    this.options.failed(problem);
  }
}

function responseBytes(event: unknown): number {
  if (typeof event !== 'object' || event === null || !('response' in event)) return 0;
  return event.response instanceof ArrayBuffer ? event.response.byteLength : 0;
}

/** dash.js' loader leaves its abort function in a request's own data. */
function abortRequest(customData: unknown): void {
  if (typeof customData !== 'object' || customData === null || !('abort' in customData)) return;
  if (typeof customData.abort === 'function') customData.abort();
}

function sleep(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
