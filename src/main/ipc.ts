import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import * as v from 'valibot';
import type { Api } from '../shared/api';
import type { Answer } from '../shared/bridge';
import { requestSchemas } from '../shared/requests';
import { appOrigin } from './app-scheme';

/** The functions behind the contract; each may answer at once or later. */
export type Calls = {
  [Name in keyof Api]: (
    request: Parameters<Api[Name]>[0],
  ) => ReturnType<Api[Name]> | Promise<ReturnType<Api[Name]>>;
};

/** The one gate: checks the sender's frame, parses the argument by its schema, turns errors into sentences. */
export function openGate(calls: Calls): void {
  ipcMain.handle('call', (event: IpcMainInvokeEvent, name: unknown, request: unknown) =>
    answerCall(calls, event.senderFrame?.url ?? '', name, request),
  );
}

/** Exported for its test. */
export async function answerCall(
  calls: Calls,
  senderUrl: string,
  name: unknown,
  request: unknown,
): Promise<Answer> {
  if (!senderUrl.startsWith(`${appOrigin}/`))
    return { ok: false, message: 'the call came from a foreign page' };
  if (!isCallName(name)) return { ok: false, message: `unknown call "${String(name)}"` };
  try {
    return { ok: true, value: await run(calls, name, request) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

function isCallName(name: unknown): name is keyof Api {
  return typeof name === 'string' && Object.prototype.hasOwnProperty.call(requestSchemas, name);
}

async function run<Name extends keyof Api>(calls: Calls, name: Name, request: unknown): Promise<unknown> {
  const schema: v.GenericSchema<unknown, Parameters<Api[Name]>[0]> = requestSchemas[name];
  const parsed = v.safeParse(schema, request);
  if (!parsed.success) throw new Error(`${name}: ${describe(parsed.issues[0])}`);
  return calls[name](parsed.output);
}

/** Where in the request, what was expected, what was found. */
function describe(issue: v.BaseIssue<unknown>): string {
  const place = v.getDotPath(issue);
  return `${place ? `${place}: ` : ''}${issue.message}`;
}
