/** A form in which an agent can leave the application. */
export interface ExportTarget {
  readonly id: string;
  readonly name: string;
  /** Ending of the file, and so the kind of it: a module for pages, or a model file. */
  readonly extension: '.mjs' | '.onnx';
  /** One sentence: what becomes of it. */
  readonly does: string;
}

/** Every form: `neuralstream export --to ID` and the Train page have these. */
export const exportTargets = [
  { id: 'dashjs', name: 'dash.js 5', extension: '.mjs', does: 'a custom rule that a page registers' },
  { id: 'hlsjs', name: 'hls.js 1.7', extension: '.mjs', does: 'an ABR controller for its configuration' },
  { id: 'shaka', name: 'Shaka Player 5.2', extension: '.mjs', does: 'an AbrManager that a page registers' },
  { id: 'onnx', name: 'ONNX', extension: '.onnx', does: 'the network for any other runtime' },
] as const satisfies readonly ExportTarget[];

export type ExportTargetId = (typeof exportTargets)[number]['id'];

/** The form of an id. */
export function exportTarget(id: ExportTargetId): ExportTarget {
  return exportTargets.find((target) => target.id === id) ?? exportTargets[0];
}

/** Their ids. */
export const exportTargetIds = exportTargets.map(({ id }) => id);
