import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A script that is built beside the command (or one folder above a shared chunk). */
export function builtScript(name: string): string {
  const files = [__dirname, join(__dirname, '..')].map((folder) => join(folder, name));
  return files.find((file) => existsSync(file)) ?? files[0];
}
