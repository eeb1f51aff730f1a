import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** What the Python peers need, with a plain network on the processor; pensieve-ppo runs with these two of what it asks for. */
const packages = [
  ...['stable-baselines3==2.7.0', 'gymnasium', 'torch', 'numpy', 'pandas', 'cloudpickle', 'matplotlib'],
  ...['flask==3.1.2', 'pensieve-ppo==3.9.0', 'transformers==4.46.3', 'peft==0.13.2'],
];

/**
 * The Python of the virtual environment out/bench/venv-sb3, which `install` makes or brings up to date (some gigabytes).
 * @throws Error, a sentence, when it is not there.
 */
export function peerPython({ install }: { install: boolean }): string {
  const venv = path.resolve('out/bench/venv-sb3');
  const python = path.join(venv, 'bin/python');
  if (install) {
    if (!existsSync(python)) execFileSync('python3', ['-m', 'venv', venv], { stdio: 'ignore' });
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', ...packages], { stdio: 'ignore' });
  }
  if (!existsSync(python)) throw new Error('run with --peer to install it into out/bench/venv-sb3');
  return python;
}
