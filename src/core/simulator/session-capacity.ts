import type { SessionEvent } from '../model/session-events';
import type { Trace } from '../trace/bandwidth';
import { capacitySteps, type BandwidthStep } from '../trace/recorder';
import type { PlayerModel } from './player-model';

/** The capacity that a session met, as steps over the session's own time: the trace by the link clock of its player. */
export function sessionCapacity(
  trace: Trace,
  { linkClock }: Pick<PlayerModel, 'linkClock'>,
  events: readonly SessionEvent[],
): BandwidthStep[] {
  const { startSeconds, pauseSeconds } = linkClock?.(trace) ?? { startSeconds: 0, pauseSeconds: 0 };
  const pauses = events
    .filter((event) => event.type === 'chunk-downloaded')
    .map(({ atSeconds }, i) => atSeconds - (i + 1) * pauseSeconds);
  const endSeconds = events.reduce((end, { atSeconds }) => Math.max(end, atSeconds), 0);
  let passed = 0;
  return capacitySteps(trace, startSeconds, endSeconds).map(({ atSeconds, kbps }) => {
    while (passed < pauses.length && pauses[passed] <= atSeconds) passed++;
    return { atSeconds: atSeconds + passed * pauseSeconds, kbps };
  });
}
