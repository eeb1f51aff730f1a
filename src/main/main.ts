import { app } from 'electron';
import { readSettings } from '../node/settings';
import { announceAppScheme, serveApp } from './app-scheme';
import { appCalls } from './calls/app';
import { endBenchmark } from './benchmark';
import { benchmarkCalls } from './calls/benchmark';
import { damagedCalls } from './calls/damaged';
import { libraryCalls } from './calls/library';
import { licenceCalls } from './calls/licences';
import { linkCalls } from './calls/links';
import { modelCalls } from './calls/models';
import { openingCalls } from './calls/opening';
import { serviceCalls } from './calls/service';
import { sessionCalls } from './calls/sessions';
import { traceCalls } from './calls/traces';
import { trainingCalls } from './calls/training';
import { runDemo } from './demo';
import { openGate } from './ipc';
import { jobs } from './library';
import { inference } from './models';
import { mediaOrigins, stopMediaServer, warmMediaServer } from './media';
import { setMenu } from './menu';
import { acceptFiles, launchArguments, windowIsReady } from './open-files';
import { paths } from './paths';
import { secureApp } from './security';
import { followServiceSettings, stopService } from './service';
import { traceJobs, traceSets } from './traces';
import { endTraining, runs } from './training';
import { lookForUpdates, updatePlaceIsNamed } from './updates';
import { keepBounds, openWindow, send } from './window';

const { path, demoFolder, demoSeconds } = launchArguments();

const quitPatienceMs = 3000;

app.setName('NeuralStream');
// Videos play and charts move while the window is behind another one.
app.commandLine.appendSwitch('disable-renderer-backgrounding');
app.commandLine.appendSwitch('disable-backgrounding-occluded-windows');
announceAppScheme();

if (acceptFiles(demoFolder === null ? path : null)) {
  void app.whenReady().then(start);
  app.on('window-all-closed', quit);
  app.on('before-quit', (event) => {
    event.preventDefault();
    quit();
  });
} else {
  app.quit();
}

function start(): void {
  secureApp();
  setMenu();
  serveApp({ renderer: paths().renderer, library: paths().library }, mediaOrigins);
  openGate({
    ...appCalls,
    ...benchmarkCalls,
    ...damagedCalls,
    ...openingCalls,
    ...libraryCalls,
    ...licenceCalls,
    ...linkCalls,
    ...modelCalls,
    ...serviceCalls,
    ...sessionCalls,
    ...traceCalls,
    ...trainingCalls,
  });
  // Once: the window may be loaded again.
  openWindow().webContents.once('did-finish-load', () => {
    windowIsReady();
    warmMediaServer();
    void sweepLeftovers();
    void lookForNews();
    void followServiceSettings();
    if (demoFolder !== null) void runDemo(demoFolder, demoSeconds, path);
  });
}

/** Removes what imports left half made whose process was killed. */
async function sweepLeftovers(): Promise<void> {
  await Promise.allSettled([runs().sweep(), traceSets().sweep()]);
}

async function lookForNews(): Promise<void> {
  const { updates } = await readSettings(paths().settings);
  await lookForUpdates({
    placeIsNamed: updatePlaceIsNamed(),
    wanted: updates,
    onReady: (version) => send('update-ready', { version }),
    onProblem: (message) => send('fault', { message }),
  });
}

/** Ends jobs and children in order, but never later than the patience allows: whatever they do, the application ends. */
function quit(): void {
  setTimeout(() => app.exit(0), quitPatienceMs);
  jobs.cancelAll();
  traceJobs.cancelAll();
  inference.stop();
  void Promise.allSettled([
    keepBounds(),
    jobs.idle(),
    traceJobs.idle(),
    endBenchmark(),
    endTraining(),
    stopMediaServer(),
    stopService(),
  ]).then(() => app.exit(0));
}
