import type { EmbeddedModel } from './embedded-model';

/** The export writes it in front of the built module. */
declare const NEURALSTREAM_MODEL: EmbeddedModel;

/** The model that this module carries. */
export const model: EmbeddedModel = NEURALSTREAM_MODEL;
