import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import type * as v from 'valibot';
import { quote } from '../core/text/quote';
import type { Api } from '../shared/api';
import type { Answer } from '../shared/bridge';
import { checkForeign } from '../shared/foreign';
import { limitsOf } from '../shared/request-limits';
import { excessOf } from '../shared/request-size';
import { requestSchemas } from '../shared/requests';
import { appOrigin } from './app-scheme';
import { sentenceOf } from '../node/platform/sentence';

/** The functions behind the contract; each may answer at once or later. */
export type Calls = {
  [Name in keyof Api]: (
    request: Parameters<Api[Name]>[0],
  ) => ReturnType<Api[Name]> | Promise<ReturnType<Api[Name]>>;
};

/** The one gate: checks the sender's frame, holds the argument against its limits and its schema, turns errors into sentences. */
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
  if (!isCallName(name)) return { ok: false, message: `unknown call ${quote(name)}` };
  try {
    return { ok: true, value: await run(calls, name, request) };
  } catch (error) {
    return { ok: false, message: sentenceOf(error) };
  }
}

function isCallName(name: unknown): name is keyof Api {
  return typeof name === 'string' && Object.prototype.hasOwnProperty.call(requestSchemas, name);
}

async function run<Name extends keyof Api>(calls: Calls, name: Name, request: unknown): Promise<unknown> {
  const schema: v.GenericSchema<unknown, Parameters<Api[Name]>[0]> = requestSchemas[name];
  const excess = excessOf(request, limitsOf(name));
  if (excess !== null) throw new Error(`${name}: the request is too large: it holds ${excess}`);
  const checked = checkForeign(schema, request);
  if (!checked.success) throw new Error(`${name}: ${checked.problem}`);
  return calls[name](checked.output);
}
