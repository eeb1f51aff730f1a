import { protobuf, type ProtobufField } from './protobuf';
import { candidateSize, contextSize } from './features';
import { Layout, type NetworkUnits } from './layout';

/** ONNX 1.8 (operator set 13) is read by every runtime of the last years. */
const irVersion = 7;
const operatorSet = 13;

const floatType = 1;
const int64Type = 7;

/** What is kept beside the network. */
export interface OnnxRecord {
  readonly name: string;
  readonly producerVersion: string;
  readonly description: string;
  readonly metadata: Readonly<Record<string, string>>;
}

type Node = readonly [operator: string, inputs: readonly string[], output: string];
type Shape = readonly (number | string)[];

/**
 * The network as an ONNX model: inputs `context [batch, contextSize]` and `candidates [batch, levels, candidateSize]`,
 * outputs `scores` and `probabilities [batch, levels]` and `value [batch, 1]`.
 */
export function onnxModel(units: NetworkUnits, weights: Float32Array, record: OnnxRecord): Uint8Array {
  const layout = new Layout(units);
  const graph = protobuf([
    ...nodes.map(([operator, inputs, output]): ProtobufField => [1, node(operator, inputs, output)]),
    [2, 'neuralstream'],
    ...layout.parts.map(({ name, shape, start, size }): ProtobufField => [
      5,
      tensor(name, shape, floatType, floatBytes(weights.subarray(start, start + size))),
    ]),
    ...Object.entries(axes).map(([name, axis]): ProtobufField => [
      5,
      tensor(name, [1], int64Type, int64(axis)),
    ]),
    [11, valueInfo('context', ['batch', contextSize])],
    [11, valueInfo('candidates', ['batch', 'levels', candidateSize])],
    [12, valueInfo('scores', ['batch', 'levels'])],
    [12, valueInfo('probabilities', ['batch', 'levels'])],
    [12, valueInfo('value', ['batch', 1])],
  ]);
  const { name, producerVersion, description, metadata } = record;
  return protobuf([
    [1, irVersion],
    [2, 'NeuralStream'],
    [3, producerVersion],
    [6, `${name}: ${description}`],
    [7, graph],
    [8, protobuf([[2, operatorSet]])],
    ...Object.entries(metadata).map(([key, value]): ProtobufField => [
      14,
      protobuf([
        [1, key],
        [2, value],
      ]),
    ]),
  ]);
}

const axes = { level_axis: 1, score_axis: 2 };

const nodes: readonly Node[] = [
  ...dense('policy_context', 'context', 'shared'),
  ['Unsqueeze', ['shared', 'level_axis'], 'shared_row'],
  ['MatMul', ['candidates', 'policy_candidates/kernel'], 'own'],
  ['Add', ['own', 'shared_row'], 'policy_sum'],
  ['Relu', ['policy_sum'], 'policy_first'],
  ...dense('policy_second', 'policy_first', 'policy_second'),
  ['Relu', ['policy_second'], 'policy_hidden'],
  ['MatMul', ['policy_hidden', 'scores/kernel'], 'score_rows'],
  ['Squeeze', ['score_rows', 'score_axis'], 'scores'],
  ['Softmax', ['scores'], 'probabilities'],
  ...dense('value_first', 'context', 'value_first'),
  ['Relu', ['value_first'], 'value_first_hidden'],
  ...dense('value_second', 'value_first_hidden', 'value_second'),
  ['Relu', ['value_second'], 'value_hidden'],
  ...dense('value', 'value_hidden', 'value'),
];

function dense(layer: string, input: string, output: string): Node[] {
  return [
    ['MatMul', [input, `${layer}/kernel`], `${output}_product`],
    ['Add', [`${output}_product`, `${layer}/bias`], output],
  ];
}

/** Softmax' axis is the last one by default. */
function node(operator: string, inputs: readonly string[], output: string): Uint8Array {
  return protobuf([
    ...inputs.map((input): ProtobufField => [1, input]),
    ...[[2, output] as const, [3, output] as const, [4, operator] as const],
  ]);
}

function tensor(name: string, shape: readonly number[], type: number, bytes: Uint8Array): Uint8Array {
  return protobuf([...shape.map((size): ProtobufField => [1, size]), [2, type], [8, name], [9, bytes]]);
}

function valueInfo(name: string, shape: Shape): Uint8Array {
  const dimensions = shape.map((size): ProtobufField => [
    1,
    protobuf([[typeof size === 'number' ? 1 : 2, size]]),
  ]);
  const tensorType = protobuf([
    [1, floatType],
    [2, protobuf(dimensions)],
  ]);
  return protobuf([
    [1, name],
    [2, protobuf([[1, tensorType]])],
  ]);
}

/** Little endian, as both base64 exports and ONNX hold them. */
export function floatBytes(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setFloat32(i * 4, value, true));
  return bytes;
}

function int64(value: number): Uint8Array {
  return Uint8Array.of(value, 0, 0, 0, 0, 0, 0, 0);
}
