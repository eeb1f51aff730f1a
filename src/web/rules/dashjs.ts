import type { MediaPlayerClass } from 'dashjs';
import { abrRuleFactory } from '../../core/dashjs/custom-rule';
import { customRuleSettings } from '../../core/dashjs/settings';
import { downloadOf, videoChunk } from './dashjs-requests';
import { model } from './embedded';
import { defaultBufferCapSeconds, type RuleOptions } from './options';
import { PageAgent } from './page-agent';
import { tellOnce } from './tell';

export { model };

/** dash.js takes its lowest level for an initial bitrate below all. */
const lowestKbps = 1;

/**
 * Lets the agent decide in a dash.js 5 player. Call it before `player.initialize`. It sets what one decision a chunk needs
 * (buffer times, dash.js' own rules off); other settings are the page's.
 */
export function register(player: MediaPlayerClass, options: RuleOptions = {}): void {
  const { bufferCapSeconds = defaultBufferCapSeconds } = options;
  const agent = new PageAgent(model, options, () => ({
    element: player.getVideoElement(),
    bufferCapSeconds: player.getSettings().streaming?.buffer?.bufferTimeDefault ?? bufferCapSeconds,
  }));
  const rule = abrRuleFactory((kbps) => agent.next(kbps), tellOnce());
  player.updateSettings({ streaming: customRuleSettings(bufferCapSeconds, lowestKbps) });
  player.addABRCustomRule('qualitySwitchRules', 'NeuralStreamRule', rule);
  let askedAtMs = 0;
  player.addRequestInterceptor((request) => {
    const chunk = videoChunk(request.customData);
    if (chunk) {
      agent.asked(chunk);
      askedAtMs = performance.now();
    }
    return Promise.resolve(request);
  });
  player.on('fragmentLoadingCompleted', (event) => {
    const chunk = videoChunk(event);
    const download = chunk && downloadOf(event, askedAtMs);
    if (download) agent.arrived(chunk, download);
  });
  player.on('fragmentLoadingAbandoned', (event) => {
    if (videoChunk(event)) agent.abandoned();
  });
  player.on('streamTeardownComplete', () => agent.reset());
}
