import fc from 'fast-check';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { makeReport } from '../../../src/core/benchmark/report';
import { outcomeSchema } from '../../../src/node/benchmark/messages';
import { OutcomeLog } from '../../../src/node/benchmark/outcome-log';
import {
  readManifest,
  readOutcomes,
  readReport,
  readRun,
  runFiles,
  writeRun,
} from '../../../src/node/benchmark/run-folder';
import { writeJsonFile } from '../../../src/node/platform/checksum';
import {
  benchmarkManifestSchema,
  benchmarkPlanSchema,
  benchmarkRunSchema,
} from '../../../src/shared/benchmark';
import { benchmarkReportSchema } from '../../../src/shared/benchmark-report';
import { fromSchema } from '../../arbitrary/from-schema';
import { expectKept } from '../../arbitrary/kept';
import { temporaryFolder } from '../../temporary-folder';

/** Algorithms of different names, the baseline among them. */
const comparable = (value: unknown): unknown => ({
  ...Object(value),
  algorithms: ['bola', 'mpc'],
  baseline: 'mpc',
});
const fits = new Map([[benchmarkPlanSchema, comparable]]);

const sha256 = '0'.repeat(64);
const manifest = v.parse(benchmarkManifestSchema, {
  version: 1,
  plan: {
    name: 'small',
    videos: [{ path: null, ladderKbps: [300, 900], chunkSeconds: 4 }],
    traceSets: [{ name: 'set', paths: ['set'] }],
    ...{
      algorithms: ['bola', 'mpc'],
      baseline: 'bola',
      qoe: ['lin'],
      players: [{ id: 'live', options: {} }],
    },
    seed: 1,
  },
  ...{ application: '1.0.0', commit: null, createdAt: '2026-01-01T00:00:00.000Z' },
  machine: { platform: 'linux', processor: 'any', cores: 2, node: '16.0.0' },
  videos: [{ name: 'v', sha256, ladderKbps: [300, 900], chunkSeconds: 4, chunkCount: 12 }],
  traceSets: [
    {
      ...{ name: 'set', sha256 },
      traces: ['one', 'two'].map((name) => ({ name, sha256, seconds: 60, meanKbps: 900 })),
    },
  ],
  algorithms: ['bola', 'mpc'].map((id) => ({ id, name: id, model: null })),
  ...{ qoe: ['lin'], players: ['live'], skipped: [] },
});

/** An outcome of the small manifest: of its cell, for both algorithms. */
const ofManifest = (value: unknown): unknown => {
  const { trace, sessions, timings, ...outcome } = Object(value);
  const place = { cell: 0, trace: trace % 2 };
  if (outcome.type === 'failed') return { ...outcome, ...place };
  const both = (found: object[], other: object) => ['bola', 'mpc'].map((_, i) => found[i] ?? other);
  const figures = {
    ...{
      chunks: 1,
      qoe: 0,
      qualityQoe: 0,
      stallQoe: 0,
      switchQoe: 0,
      bitrateKbps: 0,
      switches: 0,
      stalls: 0,
    },
    ...{ rebufferSecondsPerChunk: 0, changeKbpsPerChunk: 0, startupSeconds: null },
  };
  return {
    ...outcome,
    ...place,
    sessions: both(sessions, figures).map((session, i) => ({
      ...session,
      ...{ algorithm: manifest.plan.algorithms[i], trace: ['one', 'two'][place.trace] },
    })),
    timings: both(timings, { seconds: 0, decisions: [] }),
  };
};

test('the plan and all else of a manifest come back from its file', async () => {
  const folder = temporaryFolder('neuralstream-benchmark');
  await expectKept(
    benchmarkManifestSchema,
    async (found) => {
      await writeJsonFile(runFiles(folder).manifest, found);
      return readManifest(folder);
    },
    { fits },
  );
});

test('the record of a benchmark comes back from its file', async () => {
  const folder = temporaryFolder('neuralstream-benchmark');
  await expectKept(benchmarkRunSchema, async (run) => {
    await writeRun(folder, run);
    return readRun(folder);
  });
});

test('a report comes back from its file', async () => {
  const folder = temporaryFolder('neuralstream-benchmark');
  await expectKept(benchmarkReportSchema, async (report) => {
    await writeJsonFile(runFiles(folder).report, report);
    return readReport(folder);
  });
});

test('what came of a trace comes back from its line', async () => {
  const folder = join(temporaryFolder('neuralstream-benchmark'), 'run');
  await expectKept(
    outcomeSchema,
    async (outcome) => {
      if (outcome.cell > 0 || outcome.trace > 1) return outcome; // not of this manifest
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      const log = new OutcomeLog(runFiles(folder).sessions, () => undefined);
      log.add(outcome);
      await log.close();
      const read = await readOutcomes(folder, manifest);
      expect(read).toHaveLength(1);
      return read[0];
    },
    { fits: new Map([[outcomeSchema, ofManifest]]) },
  );
});

test('a report of any outcomes can be kept', () => {
  const outcomes = fromSchema(outcomeSchema, { fits: new Map([[outcomeSchema, ofManifest]]) });
  fc.assert(
    fc.property(fc.array(outcomes, { maxLength: 3 }), (found) => {
      const parsed = found.map((outcome) => v.parse(outcomeSchema, outcome));
      const byTrace = new Map(parsed.map((outcome) => [outcome.trace, outcome]));
      const report = makeReport(manifest, [...byTrace.values()]);
      const again: unknown = JSON.parse(JSON.stringify(report));
      expect(v.safeParse(benchmarkReportSchema, report).issues ?? []).toEqual([]);
      expect(v.is(benchmarkReportSchema, again)).toBe(true);
    }),
  );
});
