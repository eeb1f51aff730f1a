import { makeRandom, type Random } from '../stats/random';
import { candidateSize, contextSize } from '../agent/features';
import type { Hyperparameters } from './hyperparameters';
import type { Network } from '../agent/network';
import type { PolicySamples } from './policy-samples';
import { softened } from './reward';
import { argmax, logSoftmax } from '../agent/categorical';
import type { TrainingSession } from './training-session';

/** One level of one decision, tried out. */
interface VineRollout {
  readonly session: TrainingSession;
  readonly sample: number;
  readonly level: number;
  stepsLeft: number;
  /** What the next reward counts. */
  weight: number;
  /** Discounted rewards so far. */
  gain: number;
}

type VineSettings = Pick<
  Hyperparameters,
  | 'vineSeconds'
  | 'vineMinSteps'
  | 'vineMaxRollouts'
  | 'vineMinProbability'
  | 'shards'
  | 'stepsPerRollout'
  | 'discount'
  | 'rewardKnee'
>;

/** VineRollouts that the network is asked for at once. */
const batch = 1024;

/**
 * Advantages by trying ("vine" of J. Schulman et al., ICML 2015, section 5.2): at some decisions of a rollout the session is
 * forked for each level worth considering, the level is taken and the session played on greedily; all forks meet the same
 * network and the same chance, so that what remains of their difference is the level's own doing. A level's advantage is what
 * its fork gained above the mean of the forks, weighted by their probabilities.
 */
export class VineRollouts {
  private branches: VineRollout[] = [];
  private branchCount: number;
  private readonly most: number;
  /** Share of the decisions offered that are taken, so that there are not too many branches. */
  private accepted: number;
  private readonly context = new Float32Array(batch * contextSize);
  private readonly candidates: Float32Array;

  constructor(
    private readonly network: Network,
    private readonly samples: PolicySamples,
    private readonly settings: VineSettings,
  ) {
    this.candidates = new Float32Array(batch * samples.levels * candidateSize);
    this.most = settings.vineMaxRollouts / settings.shards;
    // As if every level of every decision were tried.
    this.accepted = Math.min(1, this.most / (samples.rows.length * samples.levels));
    this.branchCount = this.most;
  }

  begin(): void {
    this.accepted = Math.min(1, (this.accepted * this.most) / Math.max(1, this.branchCount));
    this.branchCount = 0;
    this.samples.clear();
  }

  /** Forks the session at a decision, unless one level alone is worth considering; `row` is the decision's in the rollout. */
  root(row: number, session: TrainingSession, scores: Float32Array, random: Random): void {
    const { samples, settings } = this;
    const { count: sample, levels } = samples;
    if (random() >= this.accepted) return;
    const own = samples.logProbabilities.subarray(sample * levels, (sample + 1) * levels);
    logSoftmax(scores, 0, session.levels, own);
    const tried = Array.from(own.keys()).filter(
      (level) => level < session.levels && Math.exp(own[level]) >= settings.vineMinProbability,
    );
    if (tried.length < 2) return;
    const total = tried.reduce((sum, level) => sum + Math.exp(own[level]), 0);
    const seed = Math.floor(random() * 2 ** 32);
    const stepsLeft = Math.min(
      settings.stepsPerRollout,
      Math.max(settings.vineMinSteps, Math.ceil(settings.vineSeconds / session.setup.video.chunkSeconds)),
    );
    for (const level of tried) {
      samples.shares[sample * levels + level] = Math.exp(own[level]) / total;
      const branch = {
        session: session.fork(makeRandom(seed)),
        sample,
        level,
        stepsLeft,
        weight: 1,
        gain: 0,
      };
      this.step(branch, level);
      this.branches.push(branch);
      this.branchCount += 1;
    }
    samples.rows[sample] = row;
    samples.count += 1;
  }

  /** Plays all forks and writes the advantages. */
  play(): void {
    // Those of as many levels side by side: a batch is as wide as its widest ladder.
    const branches = [...this.branches].sort((one, other) => one.session.levels - other.session.levels);
    const underWay = (some: readonly VineRollout[]) =>
      some.filter(({ stepsLeft, session }) => stepsLeft > 0 && !session.done);
    for (let active = underWay(branches); active.length > 0; active = underWay(active))
      for (let at = 0; at < active.length; at += batch) this.decide(active.slice(at, at + batch));
    const cut = branches.filter(({ session }) => !session.done);
    for (let at = 0; at < cut.length; at += batch) this.value(cut.slice(at, at + batch));
    this.write();
  }

  private step(branch: VineRollout, level: number): void {
    const { session } = branch;
    session.step(level);
    branch.gain += branch.weight * softened(session.reward, this.settings.rewardKnee);
    branch.weight *= this.settings.discount;
    branch.stepsLeft -= 1;
  }

  /** The next chunk of each, at the level with the highest score. */
  private decide(branches: readonly VineRollout[]): void {
    const levels = branches[branches.length - 1].session.levels;
    const { context, candidates } = this;
    branches.forEach(({ session }, i) =>
      session.writeFeatures(context, i * contextSize, candidates, i * levels * candidateSize),
    );
    const scores = this.network.askScores(
      context.subarray(0, branches.length * contextSize),
      candidates.subarray(0, branches.length * levels * candidateSize),
      levels,
    );
    branches.forEach((branch, i) =>
      this.step(branch, argmax(scores.subarray(i * levels, i * levels + branch.session.levels))),
    );
  }

  /** What the critic expects beyond the steps played. */
  private value(branches: readonly VineRollout[]): void {
    const { context, candidates } = this;
    branches.forEach(({ session }, i) => session.writeFeatures(context, i * contextSize, candidates, 0));
    const values = this.network.askValues(context.subarray(0, branches.length * contextSize));
    branches.forEach((branch, i) => (branch.gain += branch.weight * values[i]));
  }

  private write(): void {
    const { shares, advantages, levels, count } = this.samples;
    const means = new Float64Array(count);
    for (const { sample, level, gain } of this.branches)
      means[sample] += shares[sample * levels + level] * gain;
    for (const { sample, level, gain } of this.branches)
      advantages[sample * levels + level] = gain - means[sample];
    this.branches = [];
  }
}
