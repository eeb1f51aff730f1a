import { Layout, type NetworkUnits } from '../../core/agent/layout';
import { Policy } from '../../core/agent/policy';

/** The model inside an exported module: what the forward pass needs, and where it came from. */
export interface EmbeddedModel extends NetworkUnits {
  readonly name: string;
  /** The quality of experience it is told to play for, as `--qoe` takes it. */
  readonly qoe: string;
  /** The policy's weights in core/agent/layout's order: float32, little endian, base64. The critic stays at home. */
  readonly weights: string;
  /** How it came to be: seed, data, commit, score. */
  readonly provenance: object;
}

/** Makes the forward pass of an embedded model. */
export function embeddedPolicy(model: EmbeddedModel): Policy {
  const layout = new Layout(model);
  const bytes = Uint8Array.from(atob(model.weights), (character) => character.charCodeAt(0));
  const expected = layout.valueStart * 4;
  if (bytes.length !== expected) {
    throw new Error(`model ${model.name}: expected ${expected} bytes of weights, got ${bytes.length}`);
  }
  const view = new DataView(bytes.buffer);
  const weights = Float32Array.from({ length: layout.valueStart }, (_, i) => view.getFloat32(i * 4, true));
  return new Policy(layout, weights);
}
