import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mediaProgram, projectFolder, readParts, repairAdvice, type Part, type Parts } from '../node/parts';
import { environmentBackend, nativeTensorFlow, wasmVersion } from '../node/tensorflow';
import { backendWords, expectedBackend } from '../shared/tensor-backend';
import { sentenceOf } from '../node/platform/sentence';

/** What was found of every part, as text and as data; ok when nothing is missing. */
export interface DoctorReport {
  readonly text: string;
  readonly json: object;
  readonly ok: boolean;
}

/** Looks at every part of the set-up anew: runs the programs and computes with native tfjs in a child process. */
export function doctorReport(): DoctorReport {
  const recorded = readParts();
  if (recorded === null) {
    const text = 'Nothing is set up here yet; run: npm run setup';
    return { text, json: { parts: {}, problem: text }, ok: false };
  }
  const folder = projectFolder();
  const parts = {
    ...(folder === null ? probePackaged(recorded) : probeAll(recorded, folder)),
    'tfjs wasm': wasmPart(),
  };
  const ok = Object.values(parts).every((part) => part.problem === undefined);
  const advice = ok ? 'Everything is there.' : `To provide what is missing, ${repairAdvice()}.`;
  const { tfjs } = parts;
  const native = tfjs.problem === undefined && tfjs.leftOut !== true;
  const trainsOn = expectedBackend(environmentBackend() ?? 'auto', native);
  const text = `${partsTable(parts)}\n\n${advice} Agents are trained on ${backendWords(trainsOn)}.`;
  return { text, json: { parts, ok, trainsOn }, ok };
}

/** The table of scripts/setup/table.mjs; a test holds the two equal. */
export function partsTable(parts: Readonly<Record<string, Part>>): string {
  const rows = [['part', 'version', 'from'], ...Object.entries(parts).map(row)];
  const width = (column: number) => Math.max(...rows.map((cells) => cells[column].length));
  const widths = [width(0), width(1)];
  const lines = rows.map(
    ([name, version, from]) => `${name.padEnd(widths[0])}  ${version.padEnd(widths[1])}  ${from}`,
  );
  const rule = '-'.repeat(Math.min(100, Math.max(...lines.map((line) => line.length))));
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

function row([name, { version, source, problem }]: [string, Part]): string[] {
  return problem === undefined ? [name, version, source] : [name, 'MISSING', problem];
}

function probeAll(recorded: Parts, folder: string): Parts {
  return {
    packages: recorded.packages,
    electron: probe(recorded.electron, { words: ['-p', 'process.versions.electron'], pattern: /^(\S+)/ }),
    tfjs: probeTfjs(recorded.tfjs, folder),
    ...probeMedia(recorded),
    display: present(recorded.display),
    chromium: present(recorded.chromium),
  };
}

/** In the packaged application Electron is this process, and native tfjs is loaded into it. */
function probePackaged(recorded: Parts): Parts {
  return {
    ...recorded,
    electron: { ...recorded.electron, version: process.versions['electron'] ?? recorded.electron.version },
    tfjs: computeHere(recorded.tfjs),
    ...probeMedia({
      ffmpeg: { ...recorded.ffmpeg, executable: mediaProgram('ffmpeg') },
      ffprobe: { ...recorded.ffprobe, executable: mediaProgram('ffprobe') },
    }),
  };
}

function probeMedia({
  ffmpeg,
  ffprobe,
}: Pick<Parts, 'ffmpeg' | 'ffprobe'>): Pick<Parts, 'ffmpeg' | 'ffprobe'> {
  return {
    ffmpeg: probe(override(ffmpeg, 'NEURALSTREAM_FFMPEG'), media),
    ffprobe: probe(override(ffprobe, 'NEURALSTREAM_FFPROBE'), media),
  };
}

function computeHere(part: Part): Part {
  if (part.problem !== undefined || part.leftOut) return part;
  process.env['TF_CPP_MIN_LOG_LEVEL'] = '2';
  try {
    const tf = nativeTensorFlow();
    const right = tf.getBackend() === 'tensorflow' && tf.sum([1, 2, 3]).dataSync()[0] === 6;
    return right ? part : missing(part, 'tfjs-node does not compute rightly here');
  } catch (error) {
    return missing(part, sentenceOf(error));
  }
}

function wasmPart(): Part {
  const version = wasmVersion();
  const part = {
    ok: true,
    executable: null,
    version: version ?? '',
    source: 'the tfjs-backend-wasm package',
  };
  return version === null ? missing(part, 'the package @tensorflow/tfjs-backend-wasm is gone') : part;
}

interface Probe {
  readonly words: readonly string[];
  readonly pattern: RegExp;
}

const media: Probe = { words: ['-version'], pattern: /version (\S+)/ };

function override(part: Part, name: string): Part {
  const executable = process.env[name];
  return executable ? { ok: true, executable, version: '', source: name } : part;
}

/** Runs a part's program and takes the version from what it prints; Electron needs no display when it runs as Node. */
function probe(part: Part, { words, pattern }: Probe): Part {
  if (part.problem !== undefined || !part.executable) return part;
  const { stdout, error, status } = spawnSync(part.executable, words, {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8',
    timeout: 30_000,
  });
  const version = pattern.exec(stdout ?? '')?.[1];
  if (status === 0 && version !== undefined) return { ...part, version };
  return missing(part, `${part.executable} does not run (${error?.message ?? `it ended with ${status}`})`);
}

function probeTfjs(part: Part, folder: string): Part {
  if (part.problem !== undefined || part.leftOut) return part;
  const program =
    "const util = require('node:util');" +
    'util.isNullOrUndefined ??= (value) => value == null; util.isArray ??= Array.isArray;' +
    "const tf = require('@tensorflow/tfjs-node');" +
    "process.exit(tf.getBackend() === 'tensorflow' && tf.sum([1, 2, 3]).dataSync()[0] === 6 ? 0 : 1);";
  const { status, stderr } = spawnSync(process.execPath, ['-e', program], {
    cwd: folder,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', TF_CPP_MIN_LOG_LEVEL: '2' },
    encoding: 'utf8',
    timeout: 60_000,
  });
  return status === 0 ? part : missing(part, `tfjs-node cannot compute here: ${lastError(stderr ?? '')}`);
}

function present(part: Part): Part {
  if (!part.executable || existsSync(part.executable)) return part;
  return missing(part, `${part.executable} is gone`);
}

function missing(part: Part, problem: string): Part {
  return { ...part, ok: false, problem };
}

function lastError(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  return (
    lines.find((line) => line.includes('Error')) ?? lines.filter(Boolean).at(-1) ?? 'no reason was given'
  );
}
