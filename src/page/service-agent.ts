import type { AbrAlgorithm, Decision, Observation } from '../core/model/algorithm';
import type { ServiceDecision } from '../shared/service';
import type { ServiceSession } from './service-client';

/** Who decided for a chunk: the agent at the service, or the local rule, and why it had to. */
export type DecidedBy =
  | { readonly type: 'agent'; readonly chunkIndex: number; readonly decision: ServiceDecision }
  | { readonly type: 'local'; readonly chunkIndex: number; readonly problem: string };

/** Longest and shortest time that the service is waited for. */
const patience = { mostMs: 2000, leastMs: 250 };

/**
 * The agent at the service as an algorithm of this page. dash.js wants its answer at once, so the service is asked when a
 * chunk has come (`consult`), and its answer is used when dash.js asks. Where there is none, a local rule decides; it sees
 * every observation, so that it knows the network when it is needed.
 */
export class ServiceAgent implements AbrAlgorithm {
  private answer: DecidedBy | null = null;

  constructor(
    private readonly session: Pick<ServiceSession, 'decide'>,
    private readonly local: AbrAlgorithm,
    private readonly onDecided: (by: DecidedBy) => void,
  ) {}

  /** Waits for no more than half of the buffer. */
  readonly consult = async (observation: Observation): Promise<void> => {
    const { chunkIndex, bufferSeconds } = observation;
    const patienceMs = Math.min(patience.mostMs, Math.max(patience.leastMs, bufferSeconds * 500));
    try {
      const decision = await this.session.decide(observation, patienceMs);
      this.answer = { type: 'agent', chunkIndex, decision };
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      this.answer = { type: 'local', chunkIndex, problem };
    }
    this.onDecided(this.answer);
  };

  decide(observation: Observation): Decision {
    const local = this.local.decide(observation);
    const { answer } = this;
    if (answer?.chunkIndex !== observation.chunkIndex) return local;
    if (answer.type === 'local') return { ...local, reason: `local rule: ${local.reason}` };
    const { level, reason } = answer.decision;
    return { level, reason };
  }
}
