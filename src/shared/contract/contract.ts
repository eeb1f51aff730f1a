import type * as v from 'valibot';
import { appContract, appEvents } from './app';
import { benchmarkContract, benchmarkEvents } from './benchmark';
import { damagedContract } from './damaged';
import type { CallsOf, Request, Response } from './entry';
import { libraryContract, libraryEvents } from './library';
import { licenceContract } from './licences';
import { linkContract, linkEvents } from './links';
import { modelContract } from './models';
import { openingContract, openingEvents } from './opening';
import { serviceContract, serviceEvents } from './service';
import { sessionContract } from './sessions';
import { traceContract, traceEvents } from './traces';
import { trainingContract, trainingEvents } from './training';

/**
 * Every call that the window can make, an entry each in the file of its domain. The gate in main, the client in the window
 * and all types are derived from here; the function behind an entry is in the file of the same name in main/calls.
 */
export const contract = {
  ...appContract,
  ...benchmarkContract,
  ...damagedContract,
  ...libraryContract,
  ...licenceContract,
  ...linkContract,
  ...modelContract,
  ...openingContract,
  ...serviceContract,
  ...sessionContract,
  ...traceContract,
  ...trainingContract,
};

export type CallName = keyof typeof contract;
export type CallRequest<Name extends CallName> = Request<(typeof contract)[Name]>;
export type CallResponse<Name extends CallName> = Response<(typeof contract)[Name]>;

/** The functions behind all calls. */
export type Calls = CallsOf<typeof contract>;

/** Every event that main sends to the window. */
export const events = {
  ...appEvents,
  ...benchmarkEvents,
  ...libraryEvents,
  ...linkEvents,
  ...openingEvents,
  ...serviceEvents,
  ...traceEvents,
  ...trainingEvents,
};

export type EventName = keyof typeof events;
export type EventValue<Name extends EventName> = v.InferOutput<(typeof events)[Name]>;
