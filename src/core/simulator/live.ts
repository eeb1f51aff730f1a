import type { PlayerModel, PlayerOptions, SimulationInput } from './player-model';
import { Session } from './session';
import { runStreams, type Stream } from './streams';

/** dash.js looks again so long after it found the buffer full (scheduling.defaultTimeout). */
const LOOK_SECONDS = 0.5;
/** Sound is fetched up to so much beyond the picture (dash.js 5.2.1, ScheduleController). */
const SOUND_AHEAD_SECONDS = 1;

/**
 * Our own player on the Compare page: dash.js 5.2.1 under the settings of src/renderer/player. A video chunk is asked for
 * when it fits below the buffer cap, sound comes beside it on the same link in equal shares, and a picture needs both.
 * An audio chunk lasts as long as a video chunk. Downloads are never abandoned. The trace begins at its first part.
 */
export function live(options: PlayerOptions = {}): PlayerModel {
  const { bufferCapSeconds = 20 } = options;
  if (!(bufferCapSeconds > 0)) throw new Error(`bufferCapSeconds must be > 0, got ${bufferCapSeconds}`);
  return {
    id: 'live',
    bufferCapSeconds,
    play(input) {
      const player = new LivePlayer(input, { ...options, bufferCapSeconds });
      runStreams(player.streams(), input.bandwidth, (seconds) => player.pass(seconds));
      player.session.end();
    },
  };
}

class LivePlayer {
  readonly session: Session;
  private soundSeconds = 0;

  constructor(
    private readonly input: SimulationInput,
    private readonly options: PlayerOptions & { readonly bufferCapSeconds: number },
  ) {
    this.session = new Session(input.video, options.bufferCapSeconds, input.emit);
  }

  streams(): Stream[] {
    const { audioKbps = 0 } = this.options;
    if (audioKbps === 0) return [this.picture()];
    return [this.picture(), this.sound(audioKbps * this.input.video.chunkSeconds)];
  }

  pass(seconds: number): void {
    const { session } = this;
    const playable = this.playableSeconds;
    if (session.started) this.soundSeconds -= Math.min(seconds, playable);
    session.play(seconds, playable);
  }

  private *picture(): Stream {
    const { session, input } = this;
    const { overheadKilobits = 0 } = this.options;
    while (!session.done) {
      while (this.isFull) yield { type: 'time', seconds: LOOK_SECONDS };
      const decision = input.algorithm.decide(session.observe());
      yield { type: 'time', seconds: decision.waitSeconds ?? 0 };
      const kilobits = session.request(decision);
      const askedAtSeconds = session.atSeconds;
      const latencySeconds = this.latencySeconds();
      yield { type: 'time', seconds: latencySeconds };
      yield { type: 'transfer', kilobits: kilobits + overheadKilobits };
      const canPlay = this.hasSound;
      session.arrive(kilobits, session.atSeconds - askedAtSeconds, latencySeconds, canPlay);
    }
  }

  private *sound(chunkKilobits: number): Stream {
    const { session } = this;
    const { chunkCount, chunkSeconds } = session.video;
    const { overheadKilobits = 0 } = this.options;
    for (let chunk = 0; chunk < chunkCount; chunk++) {
      while (this.soundSeconds >= Math.max(session.bufferSeconds + SOUND_AHEAD_SECONDS, chunkSeconds)) {
        yield { type: 'time', seconds: LOOK_SECONDS };
      }
      yield { type: 'time', seconds: this.latencySeconds() };
      yield { type: 'transfer', kilobits: chunkKilobits + overheadKilobits };
      this.soundSeconds += chunkSeconds;
      if (session.bufferSeconds > 0) session.showPicture();
    }
  }

  /** dash.js leaves room for a chunk, unless the cap is no longer than one. */
  private get isFull(): boolean {
    const { bufferSeconds, video } = this.session;
    const { bufferCapSeconds } = this.options;
    const roomSeconds = bufferCapSeconds > video.chunkSeconds ? video.chunkSeconds : 0;
    return bufferSeconds + roomSeconds >= bufferCapSeconds;
  }

  private get hasSound(): boolean {
    return !this.options.audioKbps || this.soundSeconds > 0;
  }

  private get playableSeconds(): number {
    const { bufferSeconds } = this.session;
    return this.options.audioKbps ? Math.min(bufferSeconds, this.soundSeconds) : bufferSeconds;
  }

  private latencySeconds(): number {
    const { addedLatencySeconds = 0 } = this.options;
    return addedLatencySeconds + this.input.bandwidth.latencySecondsFrom(this.session.atSeconds);
  }
}
