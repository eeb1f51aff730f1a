import { existsSync } from 'node:fs';
import { quote } from '../../core/text/quote';
import { agentReason } from '../../core/abr/ppo';
import { argmax, softmax } from '../../core/agent/categorical';
import type { Observation } from '../../core/model/algorithm';
import { nothingMeasured } from '../../core/abr/levels';
import { makeQoe, type CustomQoe, type QoeId } from '../../core/qoe/qoe';
import { candidateSize, contextSize, Featurizer } from '../../core/agent/features';
import type { TensorFlow } from '../../core/agent/network';
import { scaleQoe } from '../../core/agent/qoe-scale';
import type { PolicyFile } from '../../shared/policy';
import type { ServiceDecision } from '../../shared/service';
import { NativeModel } from '../inference/native-model';
import { modelPlace, readModel } from '../models';
import { Batcher } from './batcher';
import type { ServiceMetrics } from './metrics';
import { RequestFault, shown } from './route';
import { sentenceOf } from '../platform/sentence';

/** A model that the service may be asked for. */
export interface ServedModel {
  /** How requests name it. */
  readonly id: string;
  readonly folder: string;
}

/** A model in TensorFlow.js: native, or on WASM where that is not there. */
export class Agent {
  private readonly batcher: Batcher;

  constructor(
    readonly id: string,
    model: NativeModel,
    private readonly metrics: ServiceMetrics,
  ) {
    model.warmUp();
    this.batcher = new Batcher(model, (size) => metrics.batches.observe(size));
  }

  /** The decision at an observation; the featurizer is that of its session, or a new one that is told all downloads. */
  async decide(observation: Observation, featurizer: Featurizer): Promise<ServiceDecision> {
    const model = this.id;
    this.metrics.decisions.add({ model });
    if (observation.downloads.length === 0) {
      return { ...nothingMeasured, probabilities: null, value: null, model };
    }
    const levels = observation.ladderKbps.length;
    const context = new Float32Array(contextSize);
    const candidates = new Float32Array(levels * candidateSize);
    featurizer.write(observation, context, 0, candidates, 0);
    const { scores, value } = await this.batcher.infer({ context, candidates });
    if (![...scores, value].every(Number.isFinite)) throw immeasurable;
    const level = argmax(scores);
    const probabilities = softmax(scores);
    return { level, probabilities, value, reason: agentReason(probabilities, level), model };
  }
}

const immeasurable = new RequestFault(400, 'the numbers of that observation are too large or too small', {
  field: 'observation',
  expected: 'sizes, times and a measure that the network can be told in 32 bits',
});

/** A featurizer for a ladder. @throws RequestFault when the measure does not fit the ladder. */
export function featurizerFor(ladderKbps: readonly number[], qoe: QoeId | CustomQoe = 'lin'): Featurizer {
  try {
    return new Featurizer(scaleQoe(makeQoe(qoe, ladderKbps)));
  } catch (error) {
    const message = sentenceOf(error);
    throw new RequestFault(400, message, {
      field: 'qoe',
      expected: 'a measure that fits the ladder',
      received: shown(qoe),
    });
  }
}

/** The models of the service, each read when first asked for. */
export class Agents {
  private readonly policies = new Map<string, PolicyFile>();
  private readonly loaded = new Map<string, Agent>();

  constructor(
    private readonly tf: TensorFlow,
    private readonly models: readonly ServedModel[],
    private readonly metrics: ServiceMetrics,
  ) {}

  get count(): number {
    return this.models.length;
  }

  /** A model by its id, the first without one. @throws RequestFault when there is none such. */
  agent(id = this.models[0].id): Agent {
    const known = this.loaded.get(id);
    if (known) return known;
    const model = this.models.find((candidate) => candidate.id === id);
    if (!model) {
      const expected = `one of ${this.models.map((candidate) => candidate.id).join(', ')}`;
      const detail = { field: 'model', expected, received: id };
      throw new RequestFault(404, `there is no model ${quote(id)}`, detail);
    }
    if (!existsSync(modelPlace(model.folder))) {
      const detail = { field: 'model', expected: 'one of GET /v1/models', received: id };
      throw new RequestFault(404, `model ${quote(id)} is not there any more`, detail);
    }
    return this.load(model);
  }

  /** Reads the model that answers where none is named. @throws Error, a sentence, when it cannot be read. */
  loadFirst(): void {
    this.load(this.models[0]);
  }

  /** What each model is; those that cannot be read (any more) are left out. */
  list(): readonly { readonly id: string; readonly policy: PolicyFile }[] {
    return this.models.flatMap(({ id, folder }) => {
      const policy = this.policies.get(id) ?? readPolicy(folder);
      if (policy === null) return [];
      this.policies.set(id, policy);
      return [{ id, policy }];
    });
  }

  private load({ id, folder }: ServedModel): Agent {
    const agent = new Agent(id, new NativeModel(this.tf, readModel(folder)), this.metrics);
    this.loaded.set(id, agent);
    return agent;
  }
}

function readPolicy(folder: string): PolicyFile | null {
  try {
    return readModel(folder).policy;
  } catch {
    return null;
  }
}
