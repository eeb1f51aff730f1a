import { makeQoe } from '../core/qoe/qoe';
import { makeVideo, type Video } from '../core/model/video';
import { passesOf } from '../renderer/player/loop-manifest';
import { LivePlayer, loadDashjs } from '../renderer/player/player';
import { Pane } from '../renderer/compare/panes.svelte';
import { PlayerRecord } from '../renderer/record/player-record';
import {
  playerConfigSchema,
  presentationsSchema,
  servedPresentationSchema,
  type PresentationHead,
  type ServedPresentationBody,
} from '../shared/service-player';
import { algorithmFor, choiceOf, localRule, serviceChoice } from './rules';
import { ServiceAgent, type DecidedBy } from './service-agent';
import { fetchJson, mostChunks, ServiceSession, sizesOf } from './service-client';

const bufferCapSeconds = 20;
const pollMs = 40;
const sampleEverySeconds = 0.5;

/** The page's state: what can be played, what is chosen, the player and how it goes. */
export class WebPlayer {
  presentations: readonly PresentationHead[] = $state.raw([]);
  presentation: ServedPresentationBody | null = $state.raw(null);
  readonly shown = new Pane(0, serviceChoice);
  /** Who decided last; null where no service is asked. */
  by: DecidedBy | null = $state.raw(null);
  /** Seconds since the start. */
  seconds = $state(0);
  record: PlayerRecord | null = $state.raw(null);
  playing = $state(false);
  loaded = $state(false);
  problem: string | null = $state(null);
  /** Address of the service that decides. */
  private address = location.origin;
  private live: LivePlayer | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private dashjs: typeof import('dashjs') | null = null;

  /** Reads what there is and plays the first of it. */
  async load(element: HTMLVideoElement): Promise<void> {
    this.shown.element = element;
    try {
      const [config, { presentations }, dashjs] = await Promise.all([
        fetchJson('/player.json', playerConfigSchema),
        fetchJson('/v1/presentations', presentationsSchema),
        loadDashjs(),
      ]);
      this.address = config.decisionsAt ?? location.origin;
      this.dashjs = dashjs;
      this.presentations = presentations;
      if (presentations.length > 0) await this.open(presentations[0].id);
    } catch (error) {
      this.fail(`The page could not be filled: ${sentence(error)}.`);
    }
    this.loaded = true;
  }

  async open(id: string): Promise<void> {
    this.stop();
    try {
      this.presentation = await fetchJson(`/v1/presentations/${id}`, servedPresentationSchema);
      this.start();
    } catch (error) {
      this.fail(`The video could not be opened: ${sentence(error)}.`);
    }
  }

  choose(id: string): void {
    this.shown.choice = choiceOf(id);
    this.start();
  }

  /** Plays from the beginning. */
  start(): void {
    this.stop();
    const { presentation, dashjs, shown } = this;
    const { element, choice } = shown;
    if (!presentation || !dashjs || !element) return;
    const video = makeVideo(presentation);
    const passes = Math.min(
      passesOf(presentation.durationSeconds, true),
      Math.max(1, Math.floor(mostChunks / video.chunkCount)),
    );
    shown.clear();
    this.by = null;
    const record = new PlayerRecord(video.ladderKbps, {
      lin: makeQoe('lin', video.ladderKbps),
      log: makeQoe('log', video.ladderKbps),
    });
    this.record = record;
    const begun = performance.now();
    const clock = (): number => (performance.now() - begun) / 1000;
    this.live = new LivePlayer(dashjs, {
      ...{ element, choice, video, passes, bufferCapSeconds, clock, sameConditions: false, patient: true },
      ...this.deciders(video, passes),
      manifestUrl: presentation.manifest,
      gate: Promise.resolve(),
      emit: record.add,
      failed: (problem) => this.fail(problem),
    });
    this.playing = true;
    this.timer = setInterval(() => this.poll(clock()), pollMs);
  }

  toggle(): void {
    if (this.playing) this.live?.pause();
    else this.live?.resume();
    this.playing = !this.playing;
  }

  stop(): void {
    clearInterval(this.timer);
    this.live?.destroy();
    this.live = null;
    this.playing = false;
    this.problem = null;
  }

  private deciders(video: Video, passes: number) {
    const { choice } = this.shown;
    if (choice.rules === 'dashjs') return { algorithm: null };
    if (choice !== serviceChoice) return { algorithm: algorithmFor(choice.id, video, bufferCapSeconds) };
    const { ladderKbps, chunkSeconds, chunkCount, chunkKilobits } = video;
    const session = new ServiceSession(this.address, {
      ...{ ladderKbps: [...ladderKbps], chunkSeconds, bufferCapSeconds, chunkCount: chunkCount * passes },
      chunkKilobits: sizesOf(chunkKilobits, passes),
    });
    const local = algorithmFor(localRule.id, video, bufferCapSeconds);
    const agent = new ServiceAgent(session, local, (by) => (this.by = by));
    return { algorithm: agent, consult: agent.consult };
  }

  private poll(nowSeconds: number): void {
    const { live, record, shown } = this;
    if (!live || !record) return;
    live.poll();
    const last = record.buffer[record.buffer.length - 1];
    if (last && nowSeconds - last.t < sampleEverySeconds) return;
    record.buffer.push({ t: nowSeconds, s: live.log.bufferSeconds });
    shown.show(live, record, null, nowSeconds);
    this.seconds = nowSeconds;
  }

  private fail(problem: string): void {
    this.problem = problem;
    this.playing = false;
  }
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
