import type shaka from 'shaka-player';
import { harmonicMeanKbps } from '../../core/throughput/harmonic-mean';
import type { EmbeddedModel } from './embedded-model';
import type { RuleOptions } from './options';
import { PageAgent, type PageChunk, type PageView } from './page-agent';
import { tellOnce } from './tell';

type Variant = shaka.extern.Variant;
type Context = shaka.extern.RequestContext;

/** Chunks whose harmonic mean Shaka's statistics show as the bandwidth. */
const estimateChunks = 5;

/** Shaka's AbrManager with the agent inside: it chooses when a chunk of video has come, and at no other time. */
export class AgentManager implements shaka.extern.AbrManager {
  private readonly agent: PageAgent;
  private readonly tell = tellOnce();
  private variants: readonly Variant[] = [];
  private switchTo: shaka.extern.AbrManager.SwitchCallback | null = null;
  private enabled = false;
  private underWay: { readonly uri: string; readonly chunk: PageChunk; readonly atMs: number } | null = null;

  constructor(model: EmbeddedModel, options: RuleOptions, view: () => PageView) {
    this.agent = new PageAgent(model, options, view);
  }

  /** A request filter of the player. */
  requested(request: shaka.extern.Request, context?: Context): void {
    const chunk = videoChunk(context);
    if (!chunk) return;
    this.agent.asked(chunk);
    this.underWay = { uri: request.uris[0], chunk, atMs: performance.now() };
  }

  /** A response filter of the player. */
  answered({ data, originalRequest }: shaka.extern.Response, context?: Context): void {
    const { underWay } = this;
    if (!underWay || !videoChunk(context)) return;
    const seconds = (performance.now() - underWay.atMs) / 1000;
    const firstByteSeconds = (originalRequest.timeToFirstByte ?? 0) / 1000;
    this.underWay = null;
    this.agent.arrived(underWay.chunk, { kilobits: (data.byteLength * 8) / 1000, seconds, firstByteSeconds });
    // Within the filter the request still counts as under way, and a switch could make Shaka give it up.
    setTimeout(() => this.trySuggestStreams(), 0);
  }

  init(switchCallback: shaka.extern.AbrManager.SwitchCallback): void {
    this.switchTo = switchCallback;
  }

  stop(): void {
    this.switchTo = null;
    this.enabled = false;
    this.variants = [];
    this.underWay = null;
    this.agent.reset();
  }

  release(): void {
    this.stop();
  }

  enable(): void {
    this.enabled = true;
  }

  disable(): void {
    this.enabled = false;
  }

  setVariants(variants: Variant[]): boolean {
    const rising = [...variants].sort((a, b) => kbpsOf(a) - kbpsOf(b));
    const same = rising.length === this.variants.length && rising.every((one, i) => one === this.variants[i]);
    this.variants = rising;
    return !same;
  }

  chooseVariant(): Variant {
    return this.variants[this.level()];
  }

  trySuggestStreams(): void {
    const variant = this.chooseVariant();
    if (this.enabled && variant) this.switchTo?.(variant);
  }

  getBandwidthEstimate(): number {
    return 1000 * (harmonicMeanKbps(this.agent.finished, estimateChunks) ?? 0);
  }

  segmentDownloaded(): void {} // parts of a chunk say nothing that its end does not
  configure(): void {}
  playbackRateChanged(): void {}
  setCmsdManager(): void {}
  setMediaElement(): void {}

  private level(): number {
    try {
      return this.agent.next(this.variants.map(kbpsOf))?.level ?? 0;
    } catch (error) {
      this.tell(error);
      return 0;
    }
  }
}

function kbpsOf({ video, bandwidth }: Variant): number {
  return (video?.bandwidth ?? bandwidth) / 1000;
}

/** The chunk of video that a request is for; null when it is for something else. */
function videoChunk(context: Context | undefined): PageChunk | null {
  const { stream, segment } = context ?? {};
  if (!segment || stream?.type !== 'video' || context?.type !== mediaSegment) return null;
  return { start: segment.getStartTime(), end: segment.getEndTime(), kbps: (stream.bandwidth ?? 0) / 1000 };
}

/** shaka.net.NetworkingEngine.AdvancedRequestType.MEDIA_SEGMENT; the package itself is the page's. */
const mediaSegment = 1;
