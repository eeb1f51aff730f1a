import type { RulesContext, SwitchRequest } from 'dashjs';
import type { Decision } from '../model/algorithm';

/** What dash.js takes from a rule; a null representation is no change. */
interface RuleAnswer {
  readonly representation: Representation | null;
  readonly priority: number;
  readonly reason: null;
  readonly rule: null;
}

type Representation = SwitchRequest['representation'];
type AskedContext = Pick<RulesContext, 'getMediaType' | 'getMediaInfo' | 'getAbrController'>;

export interface AbrRule {
  getClassName(): string;
  getSwitchRequest(context: AskedContext): RuleAnswer;
}

/** SwitchRequest.PRIORITY.DEFAULT: the only rule that is on needs no more. */
const priority = 0.5;
const noChange: RuleAnswer = { representation: null, priority, reason: null, rule: null };

/**
 * The factory of the custom rule of one player, in the form that addABRCustomRule calls. `next` is told the bitrates on
 * offer, rising, and gives the level among them; null is no change. It does not go through
 * dash.js' FactoryMaker, whose registry is by name and global: a second player would get the first one's rule.
 */
export function abrRuleFactory(
  next: (offeredKbps: readonly number[]) => Decision | null,
  failed: (error: unknown) => void,
): (context: object) => { create(): AbrRule } {
  const rule: AbrRule = {
    getClassName: () => 'NeuralStreamRule',
    getSwitchRequest: (context) => {
      if (context.getMediaType() !== 'video') return noChange;
      try {
        const rising = offered(context);
        const decision = rising.length > 0 ? next(rising.map(({ bandwidth }) => bandwidth / 1000)) : null;
        return decision ? answer(rising, decision.level) : noChange;
      } catch (error) {
        failed(error); // dash.js would swallow it and stay at the level
        return noChange;
      }
    },
  };
  return () => ({ create: () => rule });
}

function offered(context: AskedContext): Representation[] {
  const representations =
    context.getAbrController().getPossibleVoRepresentationsFilteredBySettings(context.getMediaInfo(), true) ??
    [];
  return [...representations].sort((a, b) => a.bandwidth - b.bandwidth);
}

function answer(rising: readonly Representation[], level: number): RuleAnswer {
  if (level >= rising.length) {
    throw new Error(`level ${level} was chosen, dash.js offers ${rising.length} levels`);
  }
  return { ...noChange, representation: rising[level] };
}
