import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheFolder, root, sha256 } from './places.mjs';
import { say } from './run.mjs';

/** Runs the work while no other process of this clone does work of the same name; waits for its turn, and says so. */
export async function alone(name, work) {
  const file = path.join(cacheFolder(), 'locks', `${sha256(root).slice(0, 16)}-${name}`);
  mkdirSync(path.dirname(file), { recursive: true });
  for (let waited = 0; !taken(file); waited++) {
    if (waited % 50 === 0) say(name, 'waiting for another process that does the same here');
    await sleep(200);
  }
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
}

function taken(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  if (!alive(file)) rmSync(file, { force: true });
  return false;
}

function alive(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    if (pid > 0) process.kill(pid, 0);
    return true; // an empty file belongs to a process that is about to write its number
  } catch (error) {
    return error.code === 'EPERM';
  }
}
