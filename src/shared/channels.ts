import type { Events } from './api';

/** Every event that main may send to the window, for the preload's check. */
const events: Record<keyof Events, true> = {
  'open-path': true,
  job: true,
  'library-changed': true,
  'link-stats': true,
  menu: true,
  demo: true,
  training: true,
  'runs-changed': true,
  'trace-job': true,
  'traces-changed': true,
  benchmark: true,
  'benchmarks-changed': true,
  settings: true,
  service: true,
  'update-ready': true,
  fault: true,
};

export const eventNames: readonly string[] = Object.keys(events);
