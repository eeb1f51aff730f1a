import { app } from 'electron';
import { join } from 'node:path';
import { settingsFile } from '../shared/stored';

/** Where things lie; the bundle is out/main/main.cjs, beside out/renderer and out/preload. */
export function paths(): {
  renderer: string;
  preload: string;
  web: string;
  mediaServer: string;
  resources: string;
  licences: string;
  library: string;
  sessions: string;
  traces: string;
  training: string;
  trainingProcess: string;
  inference: string;
  service: string;
  page: string;
  traceProcess: string;
  benchmarks: string;
  benchmarkProcess: string;
  settings: string;
  samples: string;
  windowState: string;
} {
  const data = app.getPath('userData');
  return {
    renderer: join(__dirname, '../renderer'),
    preload: join(__dirname, '../preload/preload.cjs'),
    web: join(__dirname, '../web'),
    mediaServer: join(__dirname, 'media-server.cjs'),
    resources: join(__dirname, '../../resources'),
    licences: join(__dirname, '../licences/licences.json'),
    library: join(data, 'library'),
    sessions: join(data, 'sessions'),
    traces: join(data, 'traces'),
    training: join(data, 'training'),
    trainingProcess: join(__dirname, 'training.cjs'),
    inference: join(__dirname, 'inference.cjs'),
    service: join(__dirname, 'inference-server.cjs'),
    page: join(__dirname, '../page'),
    traceProcess: join(__dirname, 'traces.cjs'),
    benchmarks: join(data, 'benchmarks'),
    benchmarkProcess: join(__dirname, 'benchmark.cjs'),
    settings: join(data, settingsFile),
    samples: join(data, 'samples'),
    windowState: join(data, 'window.json'),
  };
}
