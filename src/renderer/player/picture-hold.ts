/**
 * The play head is held so long before what is buffered ends. Chrome 108 has shown its last picture 0.12 s before the end
 * (B-frames), and once it has run out of pictures one in five holds goes on without any, for 2 s; from 0.15 s on none did.
 */
const HOLD_SECONDS = 0.15;
/** What it waits for, so that one wait is one stall: picture and sound seldom come at once. */
const RESUME_SECONDS = 0.3;

/** Of HTMLMediaElement.readyState; below it the browser itself waits. */
const HAVE_FUTURE_DATA = 3;

type Playing = Pick<
  HTMLVideoElement,
  'buffered' | 'currentTime' | 'duration' | 'readyState' | 'pause' | 'play'
>;

/**
 * Plays an element while that is wanted and there is a picture. Chrome plays on for 3 s on the sound alone when only the
 * picture runs dry, and skips what it passes meanwhile; here the play head waits instead, so that every chunk is shown and
 * its wait is a stall. It pauses: dash.js' L2A would read a playback rate of 0 as one to choose a level for.
 */
export class PictureHold {
  wanted = true;
  private held = false;

  constructor(private readonly element: Playing) {}

  pause(): void {
    this.wanted = false;
    this.element.pause();
  }

  resume(): void {
    this.wanted = true;
    this.play();
  }

  /** Holds or lets go; call it every 25-50 ms once a first picture was shown. */
  poll(): void {
    const { readyState } = this.element;
    const waits = this.held || readyState < HAVE_FUTURE_DATA;
    const dry = isDry(this.element, waits ? RESUME_SECONDS : HOLD_SECONDS);
    if (dry === this.held) return;
    this.held = dry;
    if (dry) this.element.pause();
    else this.play();
  }

  private play(): void {
    if (!this.wanted || this.held) return;
    void this.element.play().catch(() => undefined); // a refused play shows as a stall
  }
}

/**
 * Whether no more than so much is left to play, of picture and sound together, before the video's end. A gap is not dry
 * while something follows: at the splice of a looped clip dash.js jumps it, and only while the element plays.
 */
function isDry({ buffered, currentTime, duration }: Playing, leftSeconds: number): boolean {
  const endSeconds = buffered.length > 0 ? buffered.end(buffered.length - 1) : 0;
  return endSeconds - currentTime <= leftSeconds && endSeconds < duration - HOLD_SECONDS;
}
