import { app } from 'electron';
import { commandWords, launchWords } from './arguments';

/** The application's first script: a command, or the window. What the other one needs is not loaded. */
const words = commandWords(launchWords(process.argv, app.getAppPath()));

const { DISPLAY, WAYLAND_DISPLAY, NEURALSTREAM_UNSEEN_DISPLAY } = process.env;
/** The launcher's Xvfb serves commands; a window on it would never be seen. */
const seen = words !== null || !NEURALSTREAM_UNSEEN_DISPLAY;

if (process.platform === 'linux' && !(seen && (DISPLAY || WAYLAND_DISPLAY))) {
  process.stderr.write(
    words === null
      ? 'neuralstream: there is no display for the window (DISPLAY and WAYLAND_DISPLAY are not set)\n'
      : 'neuralstream: commands need a display too, and there is none; install Xvfb (the package xvfb) and start bin/neuralstream, which then makes one\n',
  );
  process.exit(1);
} else if (words === null) {
  void import('./main');
} else {
  void import('./command').then(({ runCommand }) => runCommand(words));
}
