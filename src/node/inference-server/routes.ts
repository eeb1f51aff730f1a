import * as v from 'valibot';
import {
  changeSchema,
  decisionSchema,
  decisionsSchema,
  healthSchema,
  modelsSchema,
  questionSchema,
  questionsSchema,
  sessionRequestSchema,
  sessionSchema,
} from '../../shared/service';
import { featurizerFor, type Agents } from './agents';
import { metricsContentType, type ServiceMetrics } from './metrics';
import { openapiDocument } from './openapi';
import { bodyOf, json, type Route } from './route';
import { Session, type Sessions } from './sessions';

/** What the routes work on. */
export interface RouteContext {
  readonly agents: Agents;
  readonly sessions: Sessions;
  readonly metrics: ServiceMetrics;
  readonly version: string;
  readonly uptimeSeconds: () => number;
}

/** Every path of the API. `more` are those of the player's page. */
export function apiRoutes(context: RouteContext, more: readonly Route[]): readonly Route[] {
  const routes: Route[] = [decision(context), ...sessionRoutes(context), ...aboutRoutes(context), ...more];
  routes.push({
    method: 'GET',
    path: '/openapi.json',
    summary: 'This document.',
    answers: { 200: { says: 'OpenAPI 3.1.', schema: v.looseObject({ openapi: v.string() }) } },
    handle: () => json(openapiDocument(routes, context.version)),
  });
  return routes;
}

function decision({ agents }: RouteContext): Route {
  return {
    method: 'POST',
    path: '/v1/decision',
    summary: 'The level to load next, for one observation or for several.',
    bodies: [questionSchema, questionsSchema],
    answers: {
      200: {
        says: 'One decision, or decisions in the order of the observations.',
        schema: v.union([decisionSchema, decisionsSchema]),
      },
    },
    async handle({ body }) {
      if (typeof body === 'object' && body !== null && 'observations' in body) {
        const { observations, qoe, model } = bodyOf(questionsSchema, body);
        const agent = agents.agent(model);
        const decisions = observations.map((observation) =>
          agent.decide(observation, featurizerFor(observation.ladderKbps, qoe)),
        );
        return json({ decisions: await Promise.all(decisions) });
      }
      const { observation, qoe, model } = bodyOf(questionSchema, body);
      const agent = agents.agent(model);
      return json(await agent.decide(observation, featurizerFor(observation.ladderKbps, qoe)));
    },
  };
}

function sessionRoutes({ agents, sessions }: RouteContext): Route[] {
  return [
    {
      method: 'POST',
      path: '/v1/sessions',
      summary: 'Opens a session, whose questions then say only what has changed.',
      bodies: [sessionRequestSchema],
      answers: { 201: { says: 'The session.', schema: sessionSchema } },
      handle({ body }) {
        const request = bodyOf(sessionRequestSchema, body);
        const agent = agents.agent(request.model);
        const session = new Session(request, agent, featurizerFor(request.ladderKbps, request.qoe));
        sessions.add(session);
        const { expirySeconds } = sessions.limits;
        return json({ id: session.id, model: agent.id, expiresInSeconds: expirySeconds }, 201);
      },
    },
    {
      method: 'POST',
      path: '/v1/sessions/{id}/decision',
      summary: 'The level to load next in a session, given what has changed since its last question.',
      bodies: [changeSchema],
      answers: { 200: { says: 'The decision.', schema: decisionSchema } },
      async handle({ params, body }) {
        const session = sessions.use(params.id);
        const observation = session.observe(bodyOf(changeSchema, body));
        return json(await session.agent.decide(observation, session.featurizer));
      },
    },
    {
      method: 'DELETE',
      path: '/v1/sessions/{id}',
      summary: 'Closes a session.',
      answers: { 204: { says: 'It is closed.' } },
      handle({ params }) {
        sessions.remove(params.id);
        return { type: 'nothing', status: 204 };
      },
    },
  ];
}

function aboutRoutes({ agents, sessions, metrics, version, uptimeSeconds }: RouteContext): Route[] {
  return [
    {
      method: 'GET',
      path: '/v1/models',
      summary: 'The models that can be asked for, the usual one first.',
      answers: { 200: { says: 'The models.', schema: modelsSchema } },
      handle: () => {
        const models = agents.list().map(({ id, policy: { name, training } }) => ({
          ...{ id, name, createdAt: training.createdAt, decisions: training.decisions, qoe: training.qoe },
        }));
        return json({ models });
      },
    },
    {
      method: 'GET',
      path: '/health',
      summary: 'Whether the service answers.',
      answers: { 200: { says: 'It does.', schema: healthSchema } },
      handle: () =>
        json({
          status: 'ok',
          version,
          models: agents.count,
          sessions: sessions.count,
          uptimeSeconds: uptimeSeconds(),
        }),
    },
    {
      method: 'GET',
      path: '/metrics',
      summary: 'Counts and times for Prometheus.',
      answers: { 200: { says: "Prometheus' text format.", text: metricsContentType } },
      handle: () => ({
        type: 'text',
        status: 200,
        contentType: metricsContentType,
        text: metrics.text(sessions.count),
      }),
    },
  ];
}
