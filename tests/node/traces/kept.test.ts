import fc from 'fast-check';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Trace } from '../../../src/core/trace/bandwidth';
import { traceFault } from '../../../src/core/trace/limits';
import { Recordings } from '../../../src/node/traces/recordings';
import { readSetIndex, readStoredSet, setMembers } from '../../../src/node/traces/set-folder';
import { headsOf } from '../../../src/node/traces/set-index';
import { SetWriter } from '../../../src/node/traces/set-writer';
import { storedTrace, traceSchema, type StoredTrace } from '../../../src/shared/trace';
import { plainZeros } from '../../arbitrary/extremes';
import { fromSchema } from '../../arbitrary/from-schema';
import { expectKept } from '../../arbitrary/kept';
import { temporaryFolder } from '../../temporary-folder';

/** Lists of one length, which last some time and carry something. */
const played = (value: unknown): unknown => {
  const { name, durationsSeconds, kbps, latencySeconds } = Object(value);
  const parts = Math.min(durationsSeconds.length, kbps.length, latencySeconds?.length || Infinity);
  return {
    name,
    durationsSeconds: [...durationsSeconds.slice(0, parts - 1), 8].map((s: number) => Math.min(s, 1e8)),
    kbps: [...kbps.slice(0, parts - 1), 500],
    ...(latencySeconds?.length > 0 && { latencySeconds: latencySeconds.slice(0, parts) }),
  };
};
const fits = new Map([[traceSchema, played]]);

/** A part that lasts no time is none. */
function withoutEmptyParts({ name, durationsSeconds, kbps, latencySeconds }: StoredTrace): StoredTrace {
  const lasts = (_: number, part: number): boolean => durationsSeconds[part] > 0;
  return {
    name,
    durationsSeconds: durationsSeconds.filter(lasts),
    kbps: kbps.filter(lasts),
    ...(latencySeconds && { latencySeconds: latencySeconds.filter(lasts) }),
  };
}

test('a recording comes back as it was saved, and is listed', async () => {
  const recordings = new Recordings(temporaryFolder('neuralstream-recordings'));
  await expectKept(
    traceSchema,
    async (trace) => {
      const { id } = await recordings.save(trace);
      expect(recordings.heads().map((head) => head.id)).toEqual([id]);
      const [{ trace: read }] = recordings.members([id]);
      await recordings.remove([id]);
      const back = storedTrace(read);
      expect(plainZeros(back)).toEqual(plainZeros(withoutEmptyParts(trace)));
      return trace;
    },
    { fits },
  );
});

test('the traces of a set come back to the last bit, and so do their heads', async () => {
  const root = temporaryFolder('neuralstream-sets');
  const traces = fromSchema(traceSchema, { fits }).map((trace): Trace => Object(trace));
  const starts = fc.option(fc.double({ min: 0, max: 1e8, noNaN: true }), { nil: undefined });
  const set = fc.array(fc.tuple(traces, starts), { minLength: 1, maxLength: 4 });
  let sets = 0;
  await fc.assert(
    fc.asyncProperty(set, async (chosen) => {
      const members = chosen.map(([trace, startSeconds]) => ({ ...trace, startSeconds }));
      for (const member of members) expect(traceFault(member)).toBeNull();
      const folder = join(root, String(sets++));
      const writer = new SetWriter(folder);
      for (const trace of members) writer.add({ trace, format: 'own', group: trace.name });
      await writer.finish(() => ({ name: 'any', origin: 'made', describes: 'made up', createdAt: 'today' }));
      const read = [...setMembers(folder)];
      expect(read).toHaveLength(members.length);
      read.forEach(({ trace }, i) => {
        const { durationsSeconds, kbps, latencySeconds, startSeconds } = members[i];
        expect(plainZeros(storedTrace(trace))).toMatchObject(
          Object(plainZeros({ durationsSeconds, kbps, ...(latencySeconds && { latencySeconds }) })),
        );
        expect(plainZeros(trace.startSeconds)).toBe(plainZeros(startSeconds));
      });
      const stored = readStoredSet(folder);
      expect(stored.count).toBe(members.length);
      expect(headsOf('set', readSetIndex(folder, stored))).toHaveLength(members.length);
    }),
    { numRuns: 20 },
  );
});
