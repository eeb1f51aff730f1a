/**
 * A looped clip is one presentation of many periods, all with the same chunks: the buffer reaches over the splice, so
 * that a loop costs neither a stall nor a new start-up, and chunk indices count on.
 */

/** Longest time and most passes that a looped session is laid out for. */
const LOOP_SECONDS = 3600;
const MAX_PASSES = 200;

/** Passes of a clip that loops until it is stopped (an hour, or 200 passes of a very short one). */
export function passesOf(durationSeconds: number, loop: boolean): number {
  return loop ? Math.min(MAX_PASSES, Math.max(1, Math.ceil(LOOP_SECONDS / durationSeconds))) : 1;
}

/**
 * The manifest of `passes` passes: its one period repeated.
 * @throws Error when the manifest has no period or more than one.
 */
export function loopManifest(mpd: string, passes: number): string {
  if (passes === 1) return mpd;
  const periods = mpd.match(/<Period\b[^>]*>[\s\S]*?<\/Period>/g) ?? [];
  if (periods.length !== 1) throw new Error(`expected a manifest with one period, got ${periods.length}`);
  const body = periods[0].replace(/^<Period\b[^>]*>/, '').replace(/<\/Period>$/, '');
  const seconds = timelineSeconds(body);
  const all = Array.from({ length: passes }, (_, pass) => {
    const start = (pass * seconds).toFixed(6);
    return `<Period id="pass-${pass}" start="PT${start}S" duration="PT${seconds.toFixed(6)}S">${body}</Period>`;
  });
  return mpd
    .replace(periods[0], () => all.join('\n'))
    .replace(/mediaPresentationDuration="[^"]*"/, () => {
      return `mediaPresentationDuration="PT${(passes * seconds).toFixed(6)}S"`;
    });
}

/** Length of the first (video) timeline: the sum of its chunks. */
function timelineSeconds(period: string): number {
  const template = /<SegmentTemplate\b([^>]*)>[\s\S]*?<SegmentTimeline>([\s\S]*?)<\/SegmentTimeline>/.exec(
    period,
  );
  if (!template) throw new Error('expected a manifest with a SegmentTimeline, got none');
  const timescale = Number(/\btimescale="(\d+)"/.exec(template[1])?.[1] ?? 1);
  const units = [...template[2].matchAll(/<S\b([^>]*)\/?>/g)].reduce((sum, [, attributes]) => {
    const duration = Number(/\bd="(\d+)"/.exec(attributes)?.[1] ?? 0);
    const repeats = Number(/\br="(\d+)"/.exec(attributes)?.[1] ?? 0);
    return sum + duration * (repeats + 1);
  }, 0);
  if (units === 0) throw new Error('expected a timeline with chunks, got none');
  return units / timescale;
}
