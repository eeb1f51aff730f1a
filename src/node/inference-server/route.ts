import * as v from 'valibot';
import { cutShort } from '../../core/text/quote';
import { placeOf } from '../../shared/foreign';
import { excessOf, type RequestLimits } from '../../shared/request-size';
import type { FaultBody } from '../../shared/service';
import type { ServedFile } from '../media-server/files';

type Detail = Omit<FaultBody['error'], 'message'>;

/** A request that is refused: the status and what the answer says; of what came no more than 80 characters. */
export class RequestFault extends Error {
  readonly detail: Detail;

  constructor(
    readonly status: number,
    message: string,
    detail: Detail = {},
  ) {
    super(message);
    this.detail = {
      ...detail,
      ...(detail.received !== undefined && { received: cutShort(detail.received) }),
    };
  }
}

/** What a route answers with. */
export type RouteAnswer =
  | { readonly type: 'json'; readonly status: number; readonly body: object }
  | { readonly type: 'text'; readonly status: number; readonly contentType: string; readonly text: string }
  | { readonly type: 'nothing'; readonly status: 204 }
  | {
      readonly type: 'bytes';
      readonly contentType: string;
      readonly bytes: Buffer;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly type: 'file'; readonly file: ServedFile };

/** A status that a route answers with: the schema of its JSON, the type of its text, or nothing. */
export interface AnswerSpec {
  readonly says: string;
  readonly schema?: v.GenericSchema;
  readonly text?: string;
}

/** One path and method, stated once: the server is registered and the OpenAPI document is written from it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** As OpenAPI writes it: `/v1/sessions/{id}`. */
  readonly path: string;
  readonly summary: string;
  /** Schemas of the body; with several it is any of them. */
  readonly bodies?: readonly v.GenericSchema[];
  /** Every status but those that any request may be refused with. */
  readonly answers: Readonly<Record<number, AnswerSpec>>;
  readonly handle: (request: RouteRequest) => Promise<RouteAnswer> | RouteAnswer;
}

export interface RouteRequest {
  readonly params: Readonly<Record<string, string>>;
  /** As it came: a handler parses it with bodyOf. */
  readonly body: unknown;
}

export function json(body: object, status = 200): RouteAnswer {
  return { type: 'json', status, body };
}

/** Enough for the sizes of 10,000 chunks at 20 levels, which is the most that a question may hold. */
const bodyLimits: RequestLimits = { values: 250_000, characters: 1_000_000, depth: 8 };

/** The body by its schema. @throws RequestFault with the first field that is not as expected. */
export function bodyOf<Output>(schema: v.GenericSchema<unknown, Output>, body: unknown): Output {
  const excess = excessOf(body, bodyLimits);
  if (excess !== null) throw new RequestFault(400, `the body is too large: it holds ${excess}`);
  const parsed = v.safeParse(schema, body, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const field = placeOf(issue) ?? 'body';
  const expected = expectation(issue);
  const received = shown(issue.path ? issue.path[issue.path.length - 1].value : issue.input);
  throw new RequestFault(400, `${field}: expected ${expected}, got ${received}`, {
    field,
    expected,
    received,
  });
}

function expectation({ type, expected, received, message }: v.BaseIssue<unknown>): string {
  if (expected === 'never') return 'no such field';
  if (type === 'strict_object' && received === 'undefined') return 'a value';
  return expected ?? message;
}

/** What came, as JSON; no deeper and no longer than a body may be. */
export function shown(value: unknown): string {
  return value === undefined ? 'nothing' : cutShort(JSON.stringify(value));
}
