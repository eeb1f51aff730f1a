import type shaka from 'shaka-player';
import { AgentManager } from './shaka-manager';
import { model } from './embedded';
import { defaultBufferCapSeconds, type RuleOptions } from './options';

export { model };

/**
 * Lets the agent decide in a Shaka 5 player. Call it before `player.load`. It sets what one decision a chunk needs
 * (`abrFactory`, the buffering goal, no prefetch); other settings are the page's.
 */
export function register(player: shaka.Player, options: RuleOptions = {}): void {
  const { bufferCapSeconds = defaultBufferCapSeconds } = options;
  const manager = new AgentManager(model, options, () => ({
    element: player.getMediaElement(),
    bufferCapSeconds: player.getConfiguration().streaming.bufferingGoal,
  }));
  player.configure({
    abrFactory: () => manager,
    streaming: { bufferingGoal: bufferCapSeconds, segmentPrefetchLimit: 0 },
  });
  const net = player.getNetworkingEngine();
  net?.registerRequestFilter((_type, request, context) => manager.requested(request, context));
  net?.registerResponseFilter((_type, response, context) => manager.answered(response, context));
}
