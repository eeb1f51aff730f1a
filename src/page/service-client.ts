import * as v from 'valibot';
import type { Observation } from '../core/model/algorithm';
import {
  decisionSchema,
  faultSchema,
  serviceLimits,
  sessionSchema,
  type ServiceDecision,
  type SessionChange,
  type SessionRequest,
} from '../shared/service';

/** Downloads that a session is told when it is opened late: older ones no longer count (core/agent/throughput-memory.ts). */
const rememberedDownloads = 500;

/** A table of sizes with more numbers than this is left out: the service takes a megabyte. */
const mostSizes = 60_000;

/** A JSON answer by its schema. @throws Error, a sentence. */
export async function fetchJson<Output>(
  url: string,
  schema: v.GenericSchema<unknown, Output>,
  init: RequestInit = {},
): Promise<Output> {
  const response = await fetch(url, { cache: 'no-store', ...init });
  const body: unknown = await response.json();
  if (response.ok) return v.parse(schema, body);
  const fault = v.safeParse(faultSchema, body);
  throw new Error(fault.success ? fault.output.error.message : `it answered ${response.status}`);
}

/** The player's session at the service: opened with the first question and after every failure, told what has changed. */
export class ServiceSession {
  private id: string | null = null;
  /** Downloads that the open session knows. */
  private told = 0;
  private readonly request: SessionRequest;

  constructor(
    private readonly address: string,
    request: SessionRequest,
  ) {
    const sizes = request.chunkCount * request.ladderKbps.length;
    this.request = sizes > mostSizes ? { ...request, chunkKilobits: null } : request;
  }

  /** @throws Error, a sentence, when there is no answer in time; the next question then begins anew. */
  async decide(observation: Observation, patienceMs: number): Promise<ServiceDecision> {
    const signal = AbortSignal.timeout(patienceMs);
    const { chunkIndex, bufferSeconds, lastLevel, downloads } = observation;
    try {
      const session = this.id ?? (await this.open(signal));
      const from = Math.max(this.told, downloads.length - rememberedDownloads);
      const change: SessionChange = {
        ...{ chunkIndex, bufferSeconds, lastLevel },
        downloads: downloads.slice(from),
      };
      const decision = await this.post(`/v1/sessions/${session}/decision`, change, decisionSchema, signal);
      this.told = downloads.length;
      return decision;
    } catch (error) {
      this.id = null;
      this.told = 0;
      throw new Error(problemOf(error, patienceMs), { cause: error });
    }
  }

  private async open(signal: AbortSignal): Promise<string> {
    const { id } = await this.post('/v1/sessions', this.request, sessionSchema, signal);
    this.id = id;
    this.told = 0;
    return id;
  }

  private post<Output>(
    path: string,
    body: object,
    schema: v.GenericSchema<unknown, Output>,
    signal: AbortSignal,
  ): Promise<Output> {
    const headers = { 'Content-Type': 'application/json' };
    const text = JSON.stringify(body);
    return fetchJson(`${this.address}${path}`, schema, { method: 'POST', headers, body: text, signal });
  }
}

/** The chunks of a session that plays a video `passes` times. */
export function sizesOf(chunkKilobits: readonly (readonly number[])[], passes: number): number[][] {
  return chunkKilobits.map((sizes) => Array.from({ length: passes }, () => sizes).flat());
}

/** Chunks that a session may have. */
export const mostChunks = serviceLimits.chunks;

function problemOf(error: unknown, patienceMs: number): string {
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return `it did not answer within ${(patienceMs / 1000).toFixed(1)} s`;
  }
  if (error instanceof TypeError) return 'it cannot be reached';
  return error instanceof Error ? error.message : String(error);
}
