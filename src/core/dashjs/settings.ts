import type { MediaPlayerSettingClass } from 'dashjs';

type Streaming = NonNullable<MediaPlayerSettingClass['streaming']>;

/** dash.js' own rules, by their names in its settings. */
export type DashjsRules = NonNullable<NonNullable<Streaming['abr']>['rules']>;

/** Of dash.js' quality rules exactly these; with none on and no custom rule, dash.js would add BOLA and throughput itself. */
export function switchRules(on: { [Name in keyof DashjsRules]?: boolean }): DashjsRules {
  return {
    throughputRule: { active: on.throughputRule ?? false },
    bolaRule: { active: on.bolaRule ?? false },
    l2ARule: { active: on.l2ARule ?? false },
    loLPRule: { active: on.loLPRule ?? false },
  };
}

/** What dash.js would do beside the one decision for a chunk. */
export const oneDecision: DashjsRules = { abandonRequestsRule: { active: false } };

/** Only the custom rule decides. */
export const noRules: DashjsRules = {
  ...switchRules({}),
  insufficientBufferRule: { active: false },
  switchHistoryRule: { active: false },
  droppedFramesRule: { active: false },
};

/** One buffer length at every quality. */
export function bufferTimes(bufferCapSeconds: number) {
  return {
    bufferTimeDefault: bufferCapSeconds,
    bufferTimeAtTopQuality: bufferCapSeconds,
    bufferTimeAtTopQualityLongForm: bufferCapSeconds,
  };
}

/** Settings under which a custom rule decides alone, once for each chunk, and the lowest level is the first. */
export function customRuleSettings(bufferCapSeconds: number, lowestKbps: number): Streaming {
  return {
    buffer: { ...bufferTimes(bufferCapSeconds), fastSwitchEnabled: false },
    cacheInitSegments: true,
    fragmentRequestTimeout: 0,
    lastBitrateCachingInfo: { enabled: false },
    abr: { rules: { ...noRules, ...oneDecision }, initialBitrate: { video: lowestKbps } },
  };
}
