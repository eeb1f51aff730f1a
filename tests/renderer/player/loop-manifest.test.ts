import { describe, expect, test } from 'vitest';
import { loopManifest, passesOf } from '../../../src/renderer/player/loop-manifest';

const mpd = `<MPD type="static" mediaPresentationDuration="PT5.0S">
<Period id="0" start="PT0.0S"><AdaptationSet contentType="video"><Representation id="0" bandwidth="1">
<SegmentTemplate timescale="1000" media="chunk-$RepresentationID$-$Number%05d$.m4s">
<SegmentTimeline><S t="0" d="2000" r="1" /><S d="1500" /></SegmentTimeline></SegmentTemplate>
</Representation></AdaptationSet></Period>
</MPD>`;

describe('the manifest of a looped clip', () => {
  test('has a period for each pass, each as long as its chunks, one behind the other', () => {
    const looped = loopManifest(mpd, 3);
    const periods = [...looped.matchAll(/<Period id="([^"]*)" start="PT([\d.]+)S" duration="PT([\d.]+)S">/g)];
    expect(periods.map(([, id, start, duration]) => [id, Number(start), Number(duration)])).toEqual([
      ['pass-0', 0, 5.5],
      ['pass-1', 5.5, 5.5],
      ['pass-2', 11, 5.5],
    ]);
    expect(looped).toContain('mediaPresentationDuration="PT16.500000S"');
  });

  test('keeps the chunks as they are in every pass', () => {
    expect(loopManifest(mpd, 2).split('chunk-$RepresentationID$-$Number%05d$.m4s')).toHaveLength(3);
  });

  test('of one pass is the manifest itself', () => {
    expect(loopManifest(mpd, 1)).toBe(mpd);
  });

  test('cannot be made of a manifest with several periods or without a timeline', () => {
    expect(() => loopManifest(loopManifest(mpd, 2), 2)).toThrow('one period, got 2');
    expect(() => loopManifest(mpd.replace(/SegmentTimeline/g, 'Other'), 2)).toThrow('SegmentTimeline');
  });
});

describe('the passes', () => {
  test('are one unless the clip loops', () => {
    expect(passesOf(60, false)).toBe(1);
  });

  test('fill an hour, but are at most 200', () => {
    expect(passesOf(60, true)).toBe(60);
    expect(passesOf(7000, true)).toBe(1);
    expect(passesOf(6, true)).toBe(200);
  });
});
