import * as v from 'valibot';
import type { Demo } from '../demo';
import { fileNameSchema } from '../id';
import { savedSessionSchema, settingsSchema, type RevisedSettings } from '../stored';
import { backendChoiceSchema } from '../tensor-backend';
import { done, nothing, path, sessionLimits, stated, usualLimits } from './entry';

const appInfoSchema = v.object({
  version: v.string(),
  electron: v.string(),
  chrome: v.string(),
  platform: v.string(),
  /** The package names a place for updates. */
  canUpdate: v.boolean(),
  /** Native TensorFlow is installed. */
  nativeIsThere: v.boolean(),
  /** The backend that the environment asks for; it overrules the settings. */
  environmentBackend: v.nullable(backendChoiceSchema),
  /** Native parts: what each is, where it came from, and what is missing and what to do. */
  parts: v.pipe(
    v.array(
      v.object({
        name: v.string(),
        ok: v.boolean(),
        version: v.string(),
        source: v.string(),
        problem: v.nullable(v.string()),
      }),
    ),
    v.readonly(),
  ),
});
export type AppInfo = v.InferOutput<typeof appInfoSchema>;

const menuCommand = v.picklist([
  'about',
  'open',
  'sample',
  'page-compare',
  'page-library',
  'page-train',
  'page-traces',
  'page-bench',
  'page-sessions',
  'page-settings',
  'play-pause',
  'restart',
]);
export type MenuCommand = v.InferOutput<typeof menuCommand>;

/** The application itself. */
export const appContract = {
  appInfo: { request: nothing, response: appInfoSchema },
  readSettings: { request: nothing, response: stated<RevisedSettings>() },
  /** Changes the given settings, after the changes requested before; the response holds all settings. */
  writeSettings: { request: v.partial(settingsSchema), response: stated<RevisedSettings>() },
  /**
   * Writes one file where a save dialog says, or several into a folder that the user chooses; there nothing is overwritten.
   * The response is the path, or null when the dialog is cancelled.
   */
  exportFiles: {
    request: v.object({
      files: v.pipe(
        v.array(
          v.object({ name: fileNameSchema, encoding: v.picklist(['utf8', 'base64']), content: v.string() }),
        ),
        v.minLength(1),
        v.maxLength(20),
      ),
    }),
    response: v.nullable(path),
    /** Pictures as base64. */
    limits: { ...usualLimits, characters: 256_000_000 },
  },
  /** The window has finished the demonstration, or could not. */
  demoFinished: {
    request: v.object({ session: v.nullable(savedSessionSchema), problem: v.nullable(v.string()) }),
    response: done,
    limits: sessionLimits,
  },
};

export const appEvents = {
  /** A menu command for the page that is open. */
  menu: v.object({ command: menuCommand }),
  demo: stated<Demo>(),
  /** The settings have changed. */
  settings: stated<RevisedSettings>(),
  /** A new version was downloaded and is installed when the application ends. */
  'update-ready': v.object({ version: v.string() }),
  /** Something failed that no call of the window asked for. */
  fault: v.object({ message: v.string() }),
};
