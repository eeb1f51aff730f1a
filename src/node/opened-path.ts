import { existsSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { OpenedPath } from '../shared/opened-path';
import { savedSessionSchema, type SavedSession } from '../shared/stored';
import { parseJsonFile } from './json-store';
import { openModel } from './models';

/** The endings of the files that are NeuralStream's own; electron-builder.yml associates them. */
export const sessionExtension = '.neuralstream-session';
export const policyExtension = '.neuralstream-policy';

/** What a path stands for. @throws Error, a sentence, when a session's or an agent's file cannot be read. */
export async function whatIs(path: string): Promise<OpenedPath> {
  const ending = extname(path).toLowerCase();
  if (ending === sessionExtension || ending === '.json') {
    if (basename(path) === 'policy.json') return model(dirname(path));
    return { type: 'session', path, name: (await readSessionFile(path)).name };
  }
  if (ending === policyExtension) return model(dirname(path));
  return existsSync(join(path, 'policy.json')) ? model(path) : { type: 'video', path };
}

/** @throws Error naming the file and the first thing in it that is not as expected. */
export function readSessionFile(path: string): Promise<SavedSession> {
  return parseJsonFile(path, savedSessionSchema, 'session');
}

async function model(folder: string): Promise<OpenedPath> {
  return { type: 'model', folder, name: (await openModel(folder)).policy.name };
}
