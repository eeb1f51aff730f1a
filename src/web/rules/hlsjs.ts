import type Hls from 'hls.js';
import { AgentController } from './hlsjs-controller';
import { defaultBufferCapSeconds, type RuleOptions } from './options';

export { model } from './embedded';

/**
 * The part of an hls.js 1.7 configuration that lets the agent decide, once for each chunk: `new Hls(hlsConfig(Hls))`. Other
 * settings are the page's.
 */
export function hlsConfig({ Events }: Pick<typeof Hls, 'Events'>, options: RuleOptions = {}) {
  const { bufferCapSeconds = defaultBufferCapSeconds } = options;
  return {
    abrController: class extends AgentController {
      constructor(hls: Hls) {
        super(hls, Events, options);
      }
    },
    maxBufferLength: bufferCapSeconds,
    maxMaxBufferLength: bufferCapSeconds,
    testBandwidth: false,
    startFragPrefetch: false,
  };
}
