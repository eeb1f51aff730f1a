import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { faultSchema } from '../../shared/service';
import type { AnswerSpec, Route } from './route';

/** What any request may be refused with. */
const refusals: Readonly<Record<number, AnswerSpec>> = {
  400: {
    says: 'What came was not as expected: the field, what was expected, what came.',
    schema: faultSchema,
  },
  403: { says: 'The Host is not this service, or the Origin is not listed.', schema: faultSchema },
  404: { says: 'There is no such thing here.', schema: faultSchema },
  413: { says: 'The body is too large.', schema: faultSchema },
  415: { says: 'The body is not application/json.', schema: faultSchema },
  429: { says: 'Too many requests or sessions.', schema: faultSchema },
  500: { says: 'The service failed.', schema: faultSchema },
};

/** The OpenAPI 3.1 document of the routes. */
export function openapiDocument(routes: readonly Route[], version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    (paths[route.path] ??= {})[route.method.toLowerCase()] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'NeuralStream inference service',
      description: 'Asks a trained agent which level of a bitrate ladder a player should load next.',
      version,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    paths,
  };
}

function operation({ path, summary, bodies, answers }: Route): object {
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    ...{ name, in: 'path', required: true },
    schema: { type: 'string' },
  }));
  const all = { ...answers, ...refusals };
  return {
    summary,
    ...(parameters.length > 0 && { parameters }),
    ...(bodies && {
      requestBody: { required: true, content: { 'application/json': { schema: anyOf(bodies) } } },
    }),
    responses: Object.fromEntries(Object.entries(all).map(([status, spec]) => [status, response(spec)])),
  };
}

function response({ says, schema, text }: AnswerSpec): object {
  const content = schema
    ? { 'application/json': { schema: schemaOf(schema) } }
    : text
      ? { [text]: { schema: { type: 'string' } } }
      : null;
  return { description: says, ...(content && { content }) };
}

function anyOf(schemas: readonly v.GenericSchema[]): object {
  const all = schemas.map(schemaOf);
  return all.length === 1 ? all[0] : { oneOf: all };
}

/** Checks that JSON Schema has no words for (that a ladder rises) are left out: the service still makes them. */
function schemaOf(schema: v.GenericSchema): object {
  const { $defs, ...whole } = toJsonSchema(schema, { errorMode: 'ignore', target: 'draft-2020-12' });
  if ($defs) throw new Error('expected a schema without references');
  return Object.fromEntries(Object.entries(whole).filter(([name]) => name !== '$schema'));
}
