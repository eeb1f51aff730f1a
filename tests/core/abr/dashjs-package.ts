import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import type { Download } from '../../../src/core/model/algorithm';
import type { GeneratedSession } from './play';

interface Representation {
  readonly absoluteIndex: number;
}

interface Instance {
  initialize(): void;
  setConfig(config: object): void;
  setBolaState(mediaType: string, on: boolean): void;
  getBestPossibleSwitchRequest(context: object): { representation: Representation | null };
  getAverageThroughput(mediaType: string): number;
  getSwitchRequests(): object;
  push(request: object): void;
  trigger(event: string, payload: object): void;
  get(): { streaming: { abr: { hybridSwitchBufferTime: number } } };
}

interface Module {
  readonly default: {
    (context: object): { getInstance(): Instance; create(config?: object): Instance };
    deleteSingletonInstances(context: object): void;
    setSingletonInstance(context: object, name: string, instance: object): void;
    readonly [name: string]: unknown;
  };
}

const clock = { milliseconds: 0 };
let load: ((path: string) => Module) | null = null;

/** The modules inside the package's own readable bundle, without its start. */
function modules(): (path: string) => Module {
  if (load !== null) return load;
  const text = readFileSync('node_modules/dashjs/dist/modern/esm/dash.all.debug.js', 'utf8');
  const end = text.indexOf('\nvar __webpack_exports__ = {};');
  class OurDate extends Date {
    static override now = (): number => clock.milliseconds;
  }
  const sandbox = { Date: OurDate, console, setTimeout, window: {}, navigator: {}, performance, URL };
  const loaded: (path: string) => Module = runInContext(
    `${text.slice(0, end)}\n;(path) => __webpack_require__('./src/' + path + '.js')`,
    createContext(sandbox),
  );
  load = loaded;
  return loaded;
}

const video = 'video';
const streamId = 'stream';
const rules = 'streaming/rules/';

/** Rules, rule collection, switch history and throughput of dash.js on a stub of the player around them. */
export class DashjsPackage {
  bufferSeconds = 0;
  private readonly context = {};
  private readonly mediaInfo = { id: 'm', type: video, streamInfo: { id: streamId } };
  private readonly representations;
  private readonly rules: Instance;
  private readonly throughput: Instance;
  private readonly history: Instance;
  private byBuffer = false;
  private readonly rulesContext;

  constructor(private readonly session: GeneratedSession) {
    const { mediaInfo, context } = this;
    this.representations = session.ladderKbps.map((kbps, absoluteIndex) => ({
      ...{ id: `${absoluteIndex}`, absoluteIndex, bandwidth: kbps * 1000, bitrateInKbit: kbps },
      ...{ mediaInfo, fragmentDuration: session.chunkSeconds },
    }));
    const abrController = this.stubAbrController();
    modules()('core/FactoryMaker').default.setSingletonInstance(context, 'AbrController', abrController);
    const settings = this.singleton('core/Settings');
    this.throughput = this.singleton('streaming/controllers/ThroughputController');
    this.throughput.setConfig({ settings, playbackController: { getIsDynamic: () => false } });
    this.throughput.initialize();
    this.history = modules()(`${rules}SwitchRequestHistory`).default(context).create();
    this.rules = modules()(`${rules}abr/ABRRulesCollection`)
      .default(context)
      .create({
        ...{ settings, dashMetrics: this.stubMetrics() },
        mediaPlayerModel: { getBufferTimeDefault: () => session.bufferCapSeconds },
        customParametersModel: { getAbrCustomRules: () => [] },
      });
    this.rules.initialize();
    this.rulesContext = this.makeRulesContext(abrController);
  }

  get averageKbps(): number {
    return this.throughput.getAverageThroughput(video);
  }

  /** The player notes its buffer; AbrController chooses the rule in charge (lines of `_updateDynamicAbrStrategy`). */
  setBuffer(seconds: number): void {
    this.bufferSeconds = seconds;
    const from = this.singleton('core/Settings').get().streaming.abr.hybridSwitchBufferTime;
    this.byBuffer = seconds >= (this.byBuffer ? 0.5 * from : from);
    this.rules.setBolaState(video, this.byBuffer);
  }

  /** The events of a chunk that came at `atSeconds`. */
  downloaded(
    level: number,
    { kilobits, seconds, firstByteSeconds }: Download,
    atSeconds: number,
    index: number,
  ): void {
    const { chunkSeconds } = this.session;
    const at = (second: number): { getTime(): number } => ({ getTime: () => 1000 * (atSeconds + second) });
    const bytes = kilobits * 125;
    const value = {
      ...{ type: 'MediaSegment', _streamId: streamId, trequest: at(-seconds), _tfinish: at(0), trace: [{}] },
      tresponse: at(firstByteSeconds - seconds),
      _resourceTimingValues: {
        ...{ transferSize: bytes, decodedBodySize: bytes },
        ...{ responseStart: 1000 * firstByteSeconds, responseEnd: 1000 * seconds },
      },
    };
    this.emit('streaming/MediaPlayerEvents', 'METRIC_ADDED', { metric: 'HttpList', mediaType: video, value });
    const chunk = {
      start: index * chunkSeconds,
      duration: chunkSeconds,
      representation: this.representations[level],
    };
    this.emit('core/events/Events', 'MEDIA_FRAGMENT_LOADED', { streamId, chunk });
    const appended = { startTime: index * chunkSeconds, mediaType: video };
    this.emit('core/events/Events', 'BYTES_APPENDED_END_FRAGMENT', appended);
  }

  /** Without this the package searches through the sessions of all tests before. */
  dispose(): void {
    modules()('core/FactoryMaker').default.deleteSingletonInstances(this.context);
  }

  ranDry(): void {
    this.emit('streaming/MediaPlayerEvents', 'BUFFER_EMPTY', { mediaType: video, streamId });
  }

  /** As AbrController.checkPlaybackQuality does. */
  choose(last: number, atSeconds: number): number {
    clock.milliseconds = atSeconds * 1000;
    const { representation } = this.rules.getBestPossibleSwitchRequest(this.rulesContext);
    if (!representation) return last;
    const currentRepresentation = this.representations[last];
    this.history.push({ currentRepresentation, newRepresentation: representation });
    if (representation.absoluteIndex !== last) {
      const change = { mediaType: video, streamId, newRepresentation: representation };
      this.emit('streaming/MediaPlayerEvents', 'QUALITY_CHANGE_REQUESTED', change);
    }
    return representation.absoluteIndex;
  }

  private singleton(path: string): Instance {
    return modules()(path).default(this.context).getInstance();
  }

  private emit(module: string, name: string, payload: object): void {
    this.singleton('core/EventBus').trigger(String(modules()(module).default[name]), payload);
  }

  private stubMetrics(): object {
    return {
      getCurrentBufferLevel: () => this.bufferSeconds,
      getCurrentBufferState: () => ({ state: this.bufferSeconds > 0 ? 'bufferLoaded' : 'bufferStalled' }),
    };
  }

  private stubAbrController(): object {
    const { representations } = this;
    return {
      getPossibleVoRepresentationsFilteredBySettings: () => representations,
      getOptimalRepresentationForBitrate: (_: object, kbps: number) =>
        representations.filter(({ bitrateInKbit }) => bitrateInKbit <= kbps).pop() ?? representations[0],
      isPlayingAtTopQuality: ({ absoluteIndex }: Representation) =>
        absoluteIndex === representations.length - 1,
      getAbandonmentStateFor: () => 'allowload',
    };
  }

  private makeRulesContext(abrController: object): object {
    const playback = { getLowLatencyModeEnabled: () => false };
    const schedule = { setTimeToLoadDelay: () => undefined, getPlaybackController: () => playback };
    return {
      getMediaType: () => video,
      getMediaInfo: () => this.mediaInfo,
      getRepresentation: () => this.representations[0],
      getScheduleController: () => schedule,
      getAbrController: () => abrController,
      getStreamInfo: () => ({ id: streamId, manifestInfo: { isDynamic: false } }),
      getThroughputController: () => this.throughput,
      getSwitchRequestHistory: () => this.history,
    };
  }
}
