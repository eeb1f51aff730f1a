import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

const started = Date.now();

/** Says one line of progress on stderr, so that a command's own output stays clean. */
export function say(part, text) {
  const seconds = ((Date.now() - started) / 1000).toFixed(0).padStart(3);
  process.stderr.write(`setup ${seconds} s  ${part.padEnd(9)} ${text}\n`);
}

/**
 * Runs a command to its end and resolves with its output; rejects with the last lines of it when it fails. A sign of life
 * (`progress()`, else the seconds so far) is said every few seconds; without any for `stallSeconds` the command is ended.
 */
export function run(part, command, args, options = {}) {
  const {
    cwd,
    env = {},
    limitSeconds = 600,
    stallSeconds = Infinity,
    progress = () => '',
    everySeconds = 10,
    reason = lastLines,
  } = options;
  return new Promise((resolve, reject) => {
    const begun = Date.now();
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let ended = '';
    let last = { text: '', at: begun };
    const end = (why) => {
      ended = why;
      child.kill('SIGKILL');
    };
    const heartbeat = setInterval(() => {
      const now = Date.now();
      const text = `${progress()} ${output.length}`;
      if (text !== last.text) last = { text, at: now };
      if (now - begun > limitSeconds * 1000) return end(`took more than ${limitSeconds} s`);
      if (now - last.at > stallSeconds * 1000) return end(`made no progress for ${stallSeconds} s`);
      say(part, `${progress() || path.basename(command)} ... ${((now - begun) / 1000).toFixed(0)} s`);
    }, everySeconds * 1000);
    const keep = (data) => (output = (output + data).slice(-200_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => {
      clearInterval(heartbeat);
      reject(new Error(`${command} could not be started: ${error.message}`));
    });
    child.on('close', (code) => {
      clearInterval(heartbeat);
      if (code === 0 && !ended) return resolve(output);
      reject(new Error(`${path.basename(command)} ${ended || `ended with ${code}`}: ${reason(output)}`));
    });
  });
}

/** The full path of a command on PATH, or null. */
export function findCommand(name, env = process.env) {
  const extensions = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  for (const folder of (env.PATH ?? '').split(path.delimiter).filter(Boolean)) {
    for (const extension of extensions) {
      const file = path.join(folder, name + extension);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        continue;
      }
    }
  }
  return null;
}

/** The most telling end of a command's output on one line. */
export function lastLines(output, count = 3) {
  const lines = output.split(/[\r\n]+/).map((line) => line.trim());
  const telling = lines.filter((line) => line && !/^(at |errno|\}|\{|Node\.js v)/.test(line));
  const errors = telling.filter((line) => /error|fail|not found|no matching/i.test(line));
  return (errors.length > 0 ? errors : telling).slice(-count).join(' | ').slice(-400);
}
