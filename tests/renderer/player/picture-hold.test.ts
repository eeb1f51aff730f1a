import { describe, expect, test } from 'vitest';
import { PictureHold } from '../../../src/renderer/player/picture-hold';

/** A 12 s video of which picture and sound are buffered in `ranges`, with the play head at `currentTime`. */
class Element {
  currentTime = 0;
  duration = 12;
  readyState = 4;
  playing = true;
  ranges: readonly (readonly [number, number])[] = [];

  get buffered(): TimeRanges {
    const { ranges } = this;
    return { length: ranges.length, start: (i) => ranges[i][0], end: (i) => ranges[i][1] };
  }

  pause(): void {
    this.playing = false;
  }

  play(): Promise<void> {
    this.playing = true;
    return Promise.resolve();
  }
}

function poll(hold: PictureHold, element: Element, change: Partial<Element>): boolean {
  Object.assign(element, change);
  hold.poll();
  return element.playing;
}

function make(): { element: Element; hold: PictureHold } {
  const element = new Element();
  return { element, hold: new PictureHold(element) };
}

describe('a picture that runs dry', () => {
  test('holds the play head 0.15 s before the end, although the element would play on', () => {
    const { element, hold } = make();
    expect(poll(hold, element, { ranges: [[0, 4]], currentTime: 3.8 })).toBe(true);
    expect(poll(hold, element, { currentTime: 3.86 })).toBe(false);
  });

  test('lets it go when more than 0.3 s are there, not at the first bit of sound', () => {
    const { element, hold } = make();
    poll(hold, element, { ranges: [[0, 4]], currentTime: 3.9 });
    expect(poll(hold, element, { ranges: [[0, 4.1]] })).toBe(false);
    expect(poll(hold, element, { ranges: [[0, 6]] })).toBe(true);
  });

  test('is one wait with that of the browser, which begins earlier', () => {
    const { element, hold } = make();
    const waits = { ranges: [[0, 4]], currentTime: 3.75, readyState: 2 } as const;
    expect(poll(hold, element, waits)).toBe(false);
    expect(poll(hold, element, { ranges: [[0, 6]] })).toBe(true);
  });

  test('holds a play head that was seen too late', () => {
    const { element, hold } = make();
    expect(poll(hold, element, { ranges: [[0, 4]], currentTime: 4.5 })).toBe(false);
  });
});

describe('the play head goes on', () => {
  test('over a gap while something follows', () => {
    const { element, hold } = make();
    const ranges = [
      [0, 4],
      [4.6, 6],
    ] as const;
    expect(poll(hold, element, { ranges, currentTime: 3.95 })).toBe(true);
  });

  test("to the video's end", () => {
    const { element, hold } = make();
    expect(poll(hold, element, { ranges: [[0, 11.98]], currentTime: 11.95 })).toBe(true);
  });
});

describe('a pause that the user wants', () => {
  test('lasts when the picture is there again', () => {
    const { element, hold } = make();
    poll(hold, element, { ranges: [[0, 4]], currentTime: 3.9 });
    hold.pause();
    expect(poll(hold, element, { ranges: [[0, 6]] })).toBe(false);
    hold.resume();
    expect(element.playing).toBe(true);
  });

  test('ends while there is no picture: it plays when that is there', () => {
    const { element, hold } = make();
    poll(hold, element, { ranges: [[0, 4]], currentTime: 3.9 });
    hold.pause();
    hold.resume();
    expect(element.playing).toBe(false);
    expect(poll(hold, element, { ranges: [[0, 6]] })).toBe(true);
  });
});
