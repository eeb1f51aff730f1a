import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import type * as v from 'valibot';
import { quote } from '../core/text/quote';
import type { Answer } from '../shared/bridge';
import { contract, type CallName, type CallRequest, type Calls } from '../shared/contract/contract';
import { usualLimits, type Call } from '../shared/contract/entry';
import { checkForeign } from '../shared/foreign';
import { excessOf } from '../shared/request-size';
import { appOrigin } from './app-scheme';
import { sentenceOf } from '../node/platform/sentence';

/** The one gate: checks the sender's frame, checks the request's size and schema, turns errors into sentences. */
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

function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.prototype.hasOwnProperty.call(contract, name);
}

async function run<Name extends CallName>(calls: Calls, name: Name, request: unknown): Promise<unknown> {
  const { limits = usualLimits }: Call = contract[name];
  const schema: v.GenericSchema<unknown, CallRequest<Name>> = contract[name].request;
  const excess = excessOf(request, limits);
  if (excess !== null) throw new Error(`${name}: the request is too large: it holds ${excess}`);
  const checked = checkForeign(schema, request);
  if (!checked.success) throw new Error(`${name}: ${checked.problem}`);
  return calls[name](checked.output);
}
