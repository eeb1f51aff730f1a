import {
  leastMeasuredSeconds,
  makeDownload,
  type Decision,
  type Download,
  type Observation,
} from '../../core/model/algorithm';
import { ppo } from '../../core/abr/ppo';
import { DecisionMemory } from '../../core/abr/decision-memory';
import { parseQoe } from '../../core/qoe/parse';
import { makeQoe } from '../../core/qoe/qoe';
import type { Policy } from '../../core/agent/policy';
import { UPCOMING_CHUNKS } from '../../core/model/video';
import { bufferAhead, grown, spansOf, stepsAfter, type Span } from './buffer';
import { embeddedPolicy, type EmbeddedModel } from './embedded-model';
import type { RuleOptions } from './options';

/** A live stream has no end in sight. */
const chunksLeftOfLive = 64;

/** A last chunk shorter than this share of the others is sound that goes on, no chunk of the video. */
const leastLastChunk = 0.3;

/** What the player's adapter says when the agent looks. */
export interface PageView {
  readonly element: Pick<HTMLMediaElement, 'currentTime' | 'duration' | 'buffered'> | null;
  readonly bufferCapSeconds: number;
}

/** A video chunk that was asked for. */
export interface PageChunk extends Span {
  /** Bitrate of its level. */
  readonly kbps: number;
}

/**
 * The agent in a page outside the application: it keeps what the page's player tells of its chunks and turns it into the
 * Observation that the agent has inside, once for each chunk.
 */
export class PageAgent {
  /** The chunk to be asked for next. */
  nextChunk = 0;
  private underWay = false;
  /** The chunk that was asked for last. */
  private asking: { readonly span: Span; readonly index: number } | null = null;
  private last: Decision | null = null;
  private chunkSeconds: number | null = null;
  private lastKbps: number | null = null;
  private row: Span | null = null;
  private downloads: Download[] = [];
  private ladderKbps: readonly number[] = [];
  private decisions: DecisionMemory | null = null;
  private readonly policy: Policy;

  constructor(
    private readonly model: EmbeddedModel,
    private readonly options: RuleOptions,
    private readonly view: () => PageView,
  ) {
    this.policy = embeddedPolicy(model);
  }

  /** The downloads so far, oldest first. */
  get finished(): readonly Download[] {
    return this.downloads;
  }

  /** Begins anew, with another presentation. */
  reset(): void {
    this.nextChunk = 0;
    this.underWay = false;
    this.asking = null;
    this.last = null;
    this.chunkSeconds = null;
    this.lastKbps = null;
    this.row = null;
    this.downloads = [];
    this.decisions = null;
  }

  /** A request for a chunk of video leaves. */
  asked({ start, end, kbps }: PageChunk): void {
    const index = this.indexOf({ start, end });
    this.asking = { span: { start, end }, index };
    this.nextChunk = index + 1;
    this.lastKbps = kbps;
    this.underWay = true;
  }

  /** It has come. */
  arrived(chunk: Span, { kilobits, seconds, firstByteSeconds }: Download): void {
    this.underWay = false;
    this.row = grown(this.row, chunk);
    if (kilobits > 0) {
      this.downloads.push(makeDownload(kilobits, seconds, firstByteSeconds, leastMeasuredSeconds));
    }
  }

  /** It was given up: it will be asked for again, or another in its stead. */
  abandoned(): void {
    this.underWay = false;
    this.nextChunk = Math.max(0, this.nextChunk - 1);
  }

  /**
   * The decision for the next chunk among these levels, made when first asked after the chunk before has come; until then, and
   * when no chunk is left, the one before.
   */
  next(offeredKbps: readonly number[]): Decision | null {
    if (this.decisions === null || offeredKbps.join() !== this.ladderKbps.join()) this.begin(offeredKbps);
    else if (this.underWay) return this.last;
    this.last = this.decisions?.next() ?? this.last;
    return this.last;
  }

  /** What there is to know before the next chunk. */
  observe(): Observation | null {
    const { chunkSeconds, ladderKbps, nextChunk, downloads } = this;
    if (chunkSeconds === null) return beforeTheFirst(ladderKbps, this.view().bufferCapSeconds);
    const { element, bufferCapSeconds } = this.view();
    const chunksLeft = this.chunksLeft(chunkSeconds, element?.duration ?? Infinity);
    if (chunksLeft < 1) return null;
    return {
      ...{ chunkIndex: nextChunk, chunksLeft, chunkSeconds, ladderKbps, bufferCapSeconds, downloads },
      upcomingChunkKilobits: this.upcomingKilobits(),
      bufferSeconds: element ? bufferAhead(element.currentTime, spansOf(element.buffered), this.row) : 0,
      lastLevel: levelOf(this.lastKbps, ladderKbps),
    };
  }

  private begin(ladderKbps: readonly number[]): void {
    const { onDecision, chunkBytes } = this.options;
    if (chunkBytes && chunkBytes.length !== ladderKbps.length) {
      throw new Error(`chunkBytes: expected sizes for ${ladderKbps.length} levels, got ${chunkBytes.length}`);
    }
    this.ladderKbps = ladderKbps;
    const qoe = makeQoe(parseQoe(this.model.qoe), ladderKbps);
    const agent = ppo({ qoe, video: { ladderKbps, chunkSeconds: 0, chunkCount: 0 } }, this.policy, (view) =>
      onDecision?.({ observation: view.observation, probabilities: view.probabilities, level: view.level }),
    );
    this.decisions = new DecisionMemory(agent, this);
  }

  /** Counted on from the chunk before, for chunks may differ in length; by its time at the start and after a seek. */
  private indexOf(chunk: Span): number {
    const { asking } = this;
    this.chunkSeconds ??= chunk.end - chunk.start;
    const steps = asking && stepsAfter(asking.span, chunk);
    return asking && steps !== null ? asking.index + steps : Math.round(chunk.start / this.chunkSeconds);
  }

  private chunksLeft(chunkSeconds: number, durationSeconds: number): number {
    const [sizes] = this.options.chunkBytes ?? [];
    if (sizes) return sizes.length - this.nextChunk;
    if (!(durationSeconds < Infinity)) return chunksLeftOfLive;
    const { span, index } = this.asking ?? { span: { start: 0, end: 0 }, index: -1 };
    const from = index < this.nextChunk ? span.end : span.start;
    return Math.ceil((durationSeconds - from) / chunkSeconds - leastLastChunk);
  }

  private upcomingKilobits(): number[][] | null {
    const { chunkBytes } = this.options;
    if (!chunkBytes) return null;
    const steps = Math.min(UPCOMING_CHUNKS, chunkBytes[0].length - this.nextChunk);
    return Array.from({ length: steps }, (_, step) =>
      chunkBytes.map((sizes) => (sizes[this.nextChunk + step] * 8) / 1000),
    );
  }
}

/** Nothing is known of chunks yet, and the agent does not ask: it begins with the lowest level. */
function beforeTheFirst(ladderKbps: readonly number[], bufferCapSeconds: number): Observation {
  return {
    ...{ chunkIndex: 0, chunksLeft: 1, chunkSeconds: 1, upcomingChunkKilobits: null, bufferSeconds: 0 },
    ...{ ladderKbps, bufferCapSeconds, lastLevel: null, downloads: [] },
  };
}

/** The level of a bitrate: the highest that is not above it. */
function levelOf(kbps: number | null, ladderKbps: readonly number[]): number | null {
  if (kbps === null) return null;
  return Math.max(0, ladderKbps.filter((candidate) => candidate <= kbps).length - 1);
}
