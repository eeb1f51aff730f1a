import * as v from 'valibot';
import { takeLock } from '../../../src/node/platform/lock';
import { updateJson } from '../../../src/node/platform/update-json';
import { readFile } from 'node:fs/promises';
import { changeRun } from '../../../src/node/training/run-folder';
import { changeSettings } from '../../../src/node/settings';
import { count } from '../../../src/shared/numbers';
import { settingsSchema } from '../../../src/shared/stored';

/** A process of its own that takes locks and changes files as its parent says; bundled by writer-processes.ts. */

const orderSchema = v.variant('type', [
  v.object({ type: v.literal('take'), file: v.string(), patienceMs: count }),
  v.object({ type: v.literal('release') }),
  v.object({ type: v.literal('count'), file: v.string(), times: count }),
  v.object({ type: v.literal('settings'), file: v.string(), changes: v.array(v.partial(settingsSchema)) }),
  v.object({ type: v.literal('rename'), folder: v.string(), names: v.array(v.string()) }),
  v.object({ type: v.literal('exit') }),
]);
type Order = v.InferOutput<typeof orderSchema>;

const countSchema = v.object({ count });

let release: (() => Promise<void>) | null = null;

process.on('message', (message) => {
  carryOut(v.parse(orderSchema, message)).then(
    (answer) => process.send?.({ answer }),
    (error: unknown) => process.send?.({ problem: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('disconnect', () => process.exit());

async function carryOut(order: Order): Promise<string> {
  switch (order.type) {
    case 'take':
      release = await takeLock(order.file, {
        refusal: (holder) => `held by ${holder}`,
        patienceMs: order.patienceMs,
      });
      return 'taken';
    case 'release':
      await release?.();
      release = null;
      return 'released';
    case 'count': {
      const read = async () => v.parse(countSchema, JSON.parse(await readFile(order.file, 'utf8')));
      const changes = Array.from({ length: order.times }, () =>
        updateJson(order.file, read, ({ count }) => ({ count: count + 1 })),
      );
      await Promise.all(changes);
      return 'counted';
    }
    case 'settings': {
      const all = await Promise.all(order.changes.map((change) => changeSettings(order.file, change)));
      return JSON.stringify(all);
    }
    case 'rename':
      for (const name of order.names) await changeRun(order.folder, (run) => ({ ...run, name }));
      return 'renamed';
    case 'exit':
      return process.exit();
    default:
      return order satisfies never;
  }
}
