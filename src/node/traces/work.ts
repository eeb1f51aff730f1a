import { shownName } from '../../core/text/quote';
import { rename } from 'node:fs/promises';
import { applyOperation, operationText } from '../../core/trace/operations';
import { splitParts, splitTraces, type SplitPart } from '../../core/trace/split';
import { findFamily, synthesize } from '../../core/trace/synthesize/synthesize';
import { mostSynthesizedSeconds, type TraceSelection, type TraceWork } from '../../shared/traces';
import { exportTraces } from './export';
import { importFiles, importName } from './import';
import type { SetMember } from './member';
import { recordingsId } from './recordings';
import type { WorkReport } from './report';
import { readStoredSet, setMembers, type StoredSet } from './set-folder';
import { SetWriter, type SetFacts } from './set-writer';
import type { TraceSets } from './trace-sets';
import { sentenceOf } from '../platform/sentence';

type Work<Type extends TraceWork['type']> = Extract<TraceWork, { type: Type }>;

/**
 * Does the work; the ids of the sets that it made or changed.
 * @throws Error, a sentence, when nothing came of it; what was passed over is in the report.
 */
export async function carryOut(work: TraceWork, sets: TraceSets, report: WorkReport): Promise<string[]> {
  if (work.type === 'export') {
    const name = sets.find(work.from.setId).name;
    await exportTraces(chosen(work.from, sets, report), { ...work, name }, report);
    return [];
  }
  return sets.workAlone(() => changeSets(work, sets, report));
}

function changeSets(
  work: Exclude<TraceWork, { type: 'export' }>,
  sets: TraceSets,
  report: WorkReport,
): Promise<string[]> {
  switch (work.type) {
    case 'import':
      return importWork(work, sets, report);
    case 'derive':
      return derive(work, sets, report);
    case 'split':
      return split(work, sets, report);
    case 'synthesize':
      return make(work, sets, report);
    case 'copy':
      return copy(work, sets, report);
    case 'remove':
      return remove(work, sets, report);
    default:
      return work satisfies never;
  }
}

async function importWork({ paths, name, into }: Work<'import'>, sets: TraceSets, report: WorkReport) {
  const target = openTarget(sets, into, {
    name: name ?? importName(paths),
    origin: 'imported',
    describes: `read from ${paths.length === 1 ? shownName(paths[0]) : `${paths.length} files and folders`}`,
  });
  await importFiles(paths, report, (member) => target.writer.add(member));
  if (report.traces === 0) {
    throw new Error(
      report.skippedCount === 1
        ? report.skipped[0].problem
        : `none of ${report.skippedCount} files is a trace`,
    );
  }
  return [await target.finish()];
}

async function derive({ from, operation, name }: Work<'derive'>, sets: TraceSets, report: WorkReport) {
  const source = sets.find(from.setId);
  const describes = `${source.name}, ${operationText(operation)}`;
  const target = openTarget(sets, null, { name, origin: 'made', describes });
  for (const { trace, format, group } of chosen(from, sets, report)) {
    try {
      for (const made of applyOperation(trace, operation)) {
        target.writer.add({ trace: made, format, group });
        report.traces++;
      }
    } catch (error) {
      report.skip({ name: trace.name, problem: sentenceOf(error) });
    }
    await report.step();
  }
  if (report.traces === 0)
    throw new Error(`nothing is left: ${report.skipped[0]?.problem ?? 'the set is empty'}`);
  return [await target.finish()];
}

async function split({ from, shares, seed, name }: Work<'split'>, sets: TraceSets, report: WorkReport) {
  const source = sets.find(from.setId);
  const wanted = from.traceIds === null ? null : new Set(from.traceIds);
  const heads = sets.heads(from.setId).filter(({ id }) => wanted?.has(id) ?? true);
  const parts = splitTraces(
    heads.map(({ group }) => group),
    { shares, seed },
  );
  if (parts.length === 0) throw new Error('expected traces to split, got an empty set');
  const targets = new Map<SplitPart, Target>();
  let row = 0;
  for (const member of chosen(from, sets, report)) {
    const part = parts[row++];
    const describes = `${part} part of ${source.name} (${shares.join(' : ')}, seed ${seed})`;
    let target = targets.get(part);
    target ??= openTarget(sets, null, { name: `${name} ${part}`, origin: 'made', describes });
    targets.set(part, target);
    target.writer.add(member);
    report.traces++;
    await report.step();
  }
  const made: string[] = [];
  for (const part of splitParts) {
    const target = targets.get(part);
    if (target) made.push(await target.finish());
  }
  return made;
}

async function make(
  { families, seed, count, seconds, name }: Work<'synthesize'>,
  sets: TraceSets,
  report: WorkReport,
) {
  if (count * seconds > mostSynthesizedSeconds) {
    throw new Error(`expected at most ${mostSynthesizedSeconds} s of a kind, got ${count * seconds}`);
  }
  const names = families.map((id) => findFamily(id).name).join(', ');
  const describes = `made up: ${names}, seed ${seed}`;
  const target = openTarget(sets, null, { name, origin: 'made', describes });
  report.all = families.length * count;
  for (const family of families) {
    for (const trace of synthesize(family, { seed, count, seconds })) {
      target.writer.add({ trace, format: 'synthetic', group: trace.name });
      report.traces++;
      await report.step();
    }
  }
  return [await target.finish()];
}

async function copy({ from, name, into }: Work<'copy'>, sets: TraceSets, report: WorkReport) {
  const describes = `chosen from ${sets.find(from.setId).name}`;
  const target = openTarget(sets, into, { name, origin: 'made', describes });
  for (const member of chosen(from, sets, report)) {
    target.writer.add(member);
    report.traces++;
    await report.step();
  }
  return [await target.finish()];
}

async function remove({ from: { setId, traceIds } }: Work<'remove'>, sets: TraceSets, report: WorkReport) {
  const gone = new Set(traceIds ?? sets.heads(setId).map(({ id }) => id));
  report.traces = gone.size;
  if (setId === recordingsId) {
    await sets.recordings.remove([...gone]);
    return [setId];
  }
  const target = openTarget(sets, setId, null, (key) => !gone.has(`${setId}.${key}`));
  return [await target.finish()];
}

function* chosen(from: TraceSelection, sets: TraceSets, report: WorkReport): Generator<SetMember> {
  report.all = from.traceIds?.length ?? sets.heads(from.setId).length;
  yield* sets.members(from);
}

interface Target {
  readonly writer: SetWriter;
  /** Puts it in force; its id. */
  finish(): Promise<string>;
}

type About = Pick<StoredSet, 'name' | 'origin' | 'describes'>;

/** A new set, or the one of an id with what it holds already. */
function openTarget(
  sets: TraceSets,
  into: string | null,
  about: About | null,
  keeps: (key: number) => boolean = () => true,
): Target {
  if (into === null) {
    const { id, folder, wholeFolder } = sets.newFolder();
    const writer = new SetWriter(folder);
    const createdAt = new Date().toISOString();
    const { name, origin, describes } = about ?? { name: id, origin: 'made', describes: '' };
    const whole = { name: freeName(sets, name), origin, describes, createdAt };
    return finishing(
      id,
      writer,
      () => whole,
      () => rename(folder, wholeFolder),
    );
  }
  const folder = sets.ownFolder(into);
  const writer = new SetWriter(folder);
  for (const { key, ...member } of setMembers(folder, keeps)) writer.add(member, key);
  return finishing(into, writer, () => readStoredSet(folder)); // it may have been renamed meanwhile
}

function finishing(
  id: string,
  writer: SetWriter,
  about: () => SetFacts,
  settle: () => Promise<void> = () => Promise.resolve(),
): Target {
  return {
    writer,
    finish: async () => {
      await writer.finish(about);
      await settle();
      return id;
    },
  };
}

function freeName(sets: TraceSets, name: string): string {
  const taken = new Set(sets.list().map((set) => set.name));
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name} (${number})`;
  return free;
}
