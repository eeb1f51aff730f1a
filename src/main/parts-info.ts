import { access } from 'node:fs/promises';
import { ffmpegExecutable, ffprobeExecutable } from '../node/ffmpeg/binary';
import { fileFault } from '../node/files';
import { wasmVersion } from '../node/tensorflow';
import { readParts, repairAdvice, type Part } from '../node/parts';
import type { AppInfo } from '../shared/contract/app';

type PartInfo = AppInfo['parts'][number];

/** The native parts as Settings shows them: the set-up's table, with FFmpeg's programs looked for anew. */
export async function partsInfo(): Promise<readonly PartInfo[]> {
  const parts = readParts();
  return Promise.all([
    partInfo('Electron', parts?.electron ?? null),
    partInfo('TensorFlow (native)', parts?.tfjs ?? null),
    wasmInfo(),
    programInfo('FFmpeg', parts?.ffmpeg ?? null, ffmpegExecutable),
    programInfo('ffprobe', parts?.ffprobe ?? null, ffprobeExecutable),
  ]);
}

function partInfo(name: string, part: Part | null): PartInfo {
  if (part === null) return { name, ok: true, version: '', source: 'part of the application', problem: null };
  const { ok, version, source, problem } = part;
  return {
    name,
    ok,
    version,
    source,
    problem: ok ? null : (problem ?? `${name} is missing: ${repairAdvice()}`),
  };
}

function wasmInfo(): PartInfo {
  const name = 'TensorFlow (WASM)';
  const version = wasmVersion();
  if (version !== null) return { ...partInfo(name, null), version };
  const problem = `its package is gone: ${repairAdvice()}`;
  return { name, ok: false, version: '', source: '', problem };
}

async function programInfo(name: string, part: Part | null, executable: () => string): Promise<PartInfo> {
  const file = executable();
  try {
    await access(file);
    return { ...partInfo(name, part), ok: true, problem: null };
  } catch (error) {
    const problem = `looked for at "${file}", ${fileFault(error)}; ${repairAdvice()}`;
    return { name, ok: false, version: '', source: '', problem };
  }
}
