import type Hls from 'hls.js';
import type { Events, FragLoadedData, FragLoadingData, Fragment, Level } from 'hls.js';
import { model } from './embedded';
import type { RuleOptions } from './options';
import { PageAgent, type PageChunk } from './page-agent';
import { tellOnce } from './tell';

/** hls.js' ABR controller with the agent inside: one decision for each chunk, and no download given up. */
export class AgentController {
  private readonly agent: PageAgent;
  private readonly tell = tellOnce();
  /** What hls.js itself wants for the next chunk, after an error; null: nothing. */
  private wanted: number | null = null;
  private readonly stopListening: () => void;

  constructor(
    private readonly hls: Hls,
    events: typeof Events,
    options: RuleOptions,
  ) {
    this.agent = new PageAgent(model, options, () => ({
      element: hls.media,
      bufferCapSeconds: hls.config.maxMaxBufferLength,
    }));
    const { FRAG_LOADING, FRAG_LOADED, FRAG_LOAD_EMERGENCY_ABORTED, MANIFEST_LOADING } = events;
    hls.on(FRAG_LOADING, this.asked);
    hls.on(FRAG_LOADED, this.arrived);
    hls.on(FRAG_LOAD_EMERGENCY_ABORTED, this.abandoned);
    hls.on(MANIFEST_LOADING, this.resetEstimator);
    this.stopListening = () => {
      hls.off(FRAG_LOADING, this.asked);
      hls.off(FRAG_LOADED, this.arrived);
      hls.off(FRAG_LOAD_EMERGENCY_ABORTED, this.abandoned);
      hls.off(MANIFEST_LOADING, this.resetEstimator);
    };
  }

  destroy(): void {
    this.stopListening();
  }

  /** hls.js names it so; what is forgotten is the session. */
  readonly resetEstimator = (): void => {
    this.wanted = null;
    this.agent.reset();
  };

  get firstAutoLevel(): number {
    return this.nextAutoLevel;
  }

  get forcedAutoLevel(): number {
    return -1;
  }

  /** hls.js asks before each chunk, and more often; levels count as in `hls.levels`. */
  get nextAutoLevel(): number {
    const { levels, minAutoLevel, maxAutoLevel } = this.hls;
    if (this.wanted !== null) return this.wanted;
    const rising = levels
      .map((level, index) => ({ index, kbps: kbpsOf(level) }))
      .sort((a, b) => a.kbps - b.kbps);
    const chosen = rising[this.level(rising.map(({ kbps }) => kbps))]?.index ?? 0;
    return Math.min(Math.max(chosen, minAutoLevel), maxAutoLevel);
  }

  set nextAutoLevel(level: number) {
    this.wanted = level;
  }

  private level(ladderKbps: readonly number[]): number {
    if (ladderKbps.length === 0) return 0;
    try {
      return this.agent.next(ladderKbps)?.level ?? 0;
    } catch (error) {
      this.tell(error);
      return 0;
    }
  }

  private readonly asked = (_event: string, { frag }: FragLoadingData): void => {
    const chunk = this.videoChunk(frag);
    if (chunk) this.agent.asked(chunk);
  };

  private readonly arrived = (_event: string, { frag }: FragLoadedData): void => {
    const chunk = this.videoChunk(frag);
    if (!chunk) return;
    const { loading, loaded } = frag.stats;
    this.wanted = null;
    this.agent.arrived(chunk, {
      kilobits: (loaded * 8) / 1000,
      seconds: (loading.end - loading.start) / 1000,
      firstByteSeconds: (loading.first - loading.start) / 1000,
    });
  };

  private readonly abandoned = (_event: string, { frag }: { frag: Fragment }): void => {
    if (this.videoChunk(frag)) this.agent.abandoned();
  };

  private videoChunk({ type, sn, level, start, duration }: Fragment): PageChunk | null {
    if (`${type}` !== 'main' || typeof sn !== 'number') return null;
    return { start, end: start + duration, kbps: kbpsOf(this.hls.levels[level]) };
  }
}

/** The stated mean bitrate where there is one: the peak says little of a chunk. */
function kbpsOf({ attrs, bitrate }: Level): number {
  return (Number(attrs['AVERAGE-BANDWIDTH']) || bitrate) / 1000;
}
