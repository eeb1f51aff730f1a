import type { MediaPlayerSettingClass } from 'dashjs';
import { bufferTimes, noRules, oneDecision, switchRules, type DashjsRules } from '../../core/dashjs/settings';
import type { PlayerChoice } from './choices';

export interface PlayerConditions {
  readonly choice: Pick<PlayerChoice, 'id' | 'rules'>;
  readonly bufferCapSeconds: number;
  /** dash.js' own rules play under our conditions. */
  readonly sameConditions: boolean;
  readonly lowestKbps: number;
  /** Requests are tried again for ten minutes, for a server that may come back. */
  readonly patient?: boolean;
}

type Streaming = NonNullable<MediaPlayerSettingClass['streaming']>;

/** dash.js 5.2.1 ships with throughput and BOLA on, L2A and LoL+ off; the others as they come. */
const rulesOf: Readonly<Record<string, DashjsRules>> = {
  'dashjs:dynamic': switchRules({ throughputRule: true, bolaRule: true }),
  'dashjs:throughput': switchRules({ throughputRule: true }),
  'dashjs:bola': switchRules({ bolaRule: true }),
  'dashjs:l2a': switchRules({ l2ARule: true }),
  'dashjs:lolp': switchRules({ loLPRule: true }),
};

/**
 * dash.js settings of a player. Given once, before initialize: a later change of a rule's `active` would append the
 * custom rule a second time.
 */
export function playerSettings(conditions: PlayerConditions): MediaPlayerSettingClass {
  const { choice, sameConditions } = conditions;
  const asShipped = choice.rules === 'dashjs' && !sameConditions;
  const rules = choice.rules === 'dashjs' ? rulesOf[choice.id] : noRules;
  if (!rules) throw new Error(`dash.js has no rule "${choice.id}"`);
  const abr = asShipped
    ? { rules }
    : { rules: { ...rules, ...oneDecision }, initialBitrate: { video: conditions.lowestKbps } };
  return {
    debug: { logLevel: 0 },
    streaming: { ...forAll(conditions), ...(asShipped ? {} : { cacheInitSegments: true }), abr },
  };
}

/** Buffer times and time-outs; the rest keeps one player from disturbing another, or from leaving this machine. */
function forAll({ bufferCapSeconds, choice, sameConditions, patient }: PlayerConditions): Streaming {
  const asShipped = choice.rules === 'dashjs' && !sameConditions;
  return {
    buffer: {
      ...bufferTimes(bufferCapSeconds),
      ...(asShipped ? {} : { fastSwitchEnabled: false }),
    },
    fragmentRequestTimeout: 0,
    manifestRequestTimeout: 0,
    ...(patient && {
      retryAttempts: { MediaSegment: 600, InitializationSegment: 600 },
      retryIntervals: { MediaSegment: 1000, InitializationSegment: 1000 },
    }),
    // Both live in localStorage, which all players of the window share: one would start from another's throughput.
    lastBitrateCachingInfo: { enabled: false },
    lastMediaSettingsCachingInfo: { enabled: false },
    utcSynchronization: { enabled: false, enableBackgroundSyncAfterSegmentDownloadError: false },
  };
}
