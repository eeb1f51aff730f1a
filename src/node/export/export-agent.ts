import { quoteName } from '../../core/text/quote';
import { mkdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseQoe } from '../../core/qoe/parse';
import { onnxModel } from '../../core/agent/onnx';
import { exportTarget, type ExportTargetId } from '../../shared/exports';
import type { Model } from '../../shared/policy';
import { applicationVersion } from '../application-version';
import { fileFault } from '../files';
import { packagedFolder, repairAdvice } from '../parts';
import { isTaken, writeTogether } from '../new-files';
import { moduleText, moduleTypes } from './module-text';

export interface ExportRequest {
  readonly model: Model;
  readonly target: ExportTargetId;
  readonly file: string;
  /** What is there may be replaced; else it must not exist. */
  readonly replace?: boolean;
  /** The quality of experience to play for; the first that it was trained for when null. */
  readonly qoe: string | null;
  /** Where the built modules for pages lie. */
  readonly webFolder: string;
}

/** What was written. */
export interface Exported {
  readonly files: readonly string[];
  readonly bytes: number;
  readonly qoe: string | null;
}

/**
 * Writes an agent in the form that other programs load: a module and its types, or an ONNX model.
 * @throws Error, a sentence: a file is there already, cannot be written, or the modules were not built.
 */
export async function exportAgent(request: ExportRequest): Promise<Exported> {
  const { model, target, file, qoe, webFolder, replace = false } = request;
  if (target === 'onnx') {
    const data = onnxOf(model);
    await write([{ file, data }], replace);
    return { files: [file], bytes: data.length, qoe: null };
  }
  const chosen = qoe ?? model.policy.training.qoe[0] ?? 'lin';
  parseQoe(chosen);
  const [template, licence] = await Promise.all([
    built(join(webFolder, 'rules', `${target}.mjs`)),
    built(join(webFolder, 'LICENSE')),
  ]);
  const player = exportTarget(target).name;
  const text = moduleText({ target, player, model, qoe: chosen, file: basename(file), template, licence });
  const types = typesFile(file);
  await write(
    [
      { file, data: text },
      { file: types, data: moduleTypes(target) },
    ],
    replace,
  );
  return { files: [file, types], bytes: Buffer.byteLength(text), qoe: chosen };
}

/** `rule.mjs` has its types in `rule.d.mts`, where TypeScript looks for them. */
function typesFile(file: string): string {
  return file.endsWith('.mjs')
    ? `${file.slice(0, -'.mjs'.length)}.d.mts`
    : `${file.replace(/\.js$/, '')}.d.ts`;
}

function onnxOf({ policy, weights }: Model): Uint8Array {
  const { contextFeatures, candidateFeatures, training, name } = policy;
  return onnxModel(policy, weights, {
    name,
    producerVersion: applicationVersion,
    description:
      'a NeuralStream agent; the probabilities are those of the levels, the value that of the situation',
    metadata: {
      contextFeatures: JSON.stringify(contextFeatures),
      candidateFeatures: JSON.stringify(candidateFeatures),
      training: JSON.stringify(training),
    },
  });
}

async function built(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const remedy = packagedFolder() === null ? 'run npm run build' : repairAdvice();
    throw new Error(
      `the module for pages was not built (${quoteName(path)}: ${fileFault(error)}); ${remedy}`,
      {
        cause: error,
      },
    );
  }
}

async function write(
  files: readonly { file: string; data: string | Uint8Array }[],
  replace: boolean,
): Promise<void> {
  for (const { file } of replace ? [] : files) {
    if (await isTaken(file))
      throw new Error(`${quoteName(file)} is there already; choose another name or remove it`);
  }
  for (const { file } of files) {
    await mkdir(dirname(file), { recursive: true }).catch((error: unknown) => {
      throw new Error(`${quoteName(file)} cannot be written: ${fileFault(error)}`, { cause: error });
    });
  }
  await writeTogether(files.map(({ file, data }) => ({ path: file, data })));
}
