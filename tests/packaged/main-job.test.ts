import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeClip } from '../e2e/clips';
import { install, type Installation } from './installation';

/** The main job with the packaged application: open, prepare, play, train, benchmark, quit, start again, find everything. */

let installation: Installation;
let clip: string;
let app: ElectronApplication;
let page: Page;
const faults: string[] = [];

const at = (id: string): Locator => page.getByTestId(id);

async function start(args: readonly string[]): Promise<void> {
  const { starter, env, switches } = installation;
  app = await _electron.launch({ executablePath: starter, args: [...switches, ...args], cwd: '/', env });
  page = await app.firstWindow();
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  await page.waitForSelector('[data-testid=window][data-ready=true]');
}

beforeAll(async () => {
  installation = await install();
  const videos = join(installation.home, '..', 'Videos – мои');
  mkdirSync(videos);
  clip = join(videos, 'Ein Film, 50 % größer.mp4');
  makeClip(clip, { seconds: 16 });
  chmodSync(clip, 0o644);
  await start([clip]);
});

afterAll(async () => {
  await app.close();
  installation.remove();
});

test('it is the packaged application, and its folder cannot be written by this user', async () => {
  const { folder, run } = installation;
  const found = await app.evaluate(({ app: electron }) => ({
    packaged: electron.isPackaged,
    path: electron.getAppPath(),
  }));
  expect(found).toEqual({ packaged: true, path: join(folder, 'resources', 'app.asar') });
  expect((await run('touch', [join(folder, 'written')])).code).not.toBe(0);
});

test('the About window tells the version and the licences of what is inside', async () => {
  await at('source-facts').waitFor({ timeout: 60_000 });
  await page.keyboard.press('Escape');
  await at('nav-settings').click();
  await at('open-about').click();
  expect(await at('about-version').textContent()).toMatch(/^NeuralStream \d/);
  await at('about-search').fill('FFmpeg');
  await at('licence').first().locator('summary').click();
  await expect.poll(() => at('licence-text').first().textContent()).toContain('GNU GENERAL PUBLIC LICENSE');
  await page.keyboard.press('Escape');
  await open(clip);
});

test('a video named at the start is prepared by the packaged FFmpeg', async () => {
  await at('source-facts').waitFor({ timeout: 60_000 });
  await at('chunk-2').click();
  await at('prepare-start').click();
  await at('entry-open').click({ timeout: 150_000 });
});

test('players play it, the shipped agent among them, explained by native TensorFlow.js', async () => {
  await at('pane-0-algorithm').selectOption('ppo');
  await at('pane-1-algorithm').selectOption('buffer-based');
  await at('compare-play').click();
  await at('agent-bars').waitFor({ timeout: 60_000 });
  await expect.poll(() => at('agent-bars').getAttribute('data-native'), { timeout: 60_000 }).toBe('true');
  await at('compare-finish').click();
  await at('verdict').waitFor();
});

test('an agent is trained for 10 s', async () => {
  await at('nav-train').click();
  await at('training-name').fill('Packaged');
  await at('training-entry').click();
  await at('training-minutes').fill(String(10 / 60));
  await at('training-start').click();
  const state = (): Promise<string | null> => at('live-run').getAttribute('data-state');
  await at('live-reward').waitFor({ timeout: 60_000 });
  await expect.poll(state, { timeout: 120_000 }).toBe('finished');
});

test('the command beside the open window benchmarks the prepared video', async () => {
  const { run, launcher, switches, home } = installation;
  const library = join(home, 'Einstellungen', 'NeuralStream', 'library');
  const traces = join(home, 'Spuren');
  const synthesize = ['traces', 'synthesize', '--family', 'lte', '--count', '4', '--out', traces];
  expect((await run(launcher, [...switches, ...synthesize])).code).toBe(0);
  const video = join(library, readdirSync(library)[0]);
  const bench = [
    'bench',
    '--video',
    video,
    '--traces',
    traces,
    '--algorithms',
    'ppo,bola',
    '--player',
    'live',
    '--jobs',
    '2',
  ];
  const { code, out, err } = await run(launcher, [...switches, ...bench, '--json']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const result: unknown = JSON.parse(out);
  expect(result).toMatchObject({ algorithms: [{ id: 'ppo' }, { id: 'bola' }] });
});

test('after a restart everything is there', async () => {
  expect(faults).toEqual([]);
  await app.close();
  await start([]);
  await at('nav-library').click();
  expect(await at('entry').count()).toBe(1);
  await at('nav-sessions').click();
  await at('session-open').first().click();
  await at('session-view').waitFor();
  await at('nav-train').click();
  await expect.poll(() => at('run-open').textContent()).toBe('Packaged');
  expect(faults).toEqual([]);
});

/** As the file manager opens a file in the running application. */
function open(path: string): Promise<unknown> {
  return app.evaluate(
    ({ app: electron }, file) => electron.emit('open-file', { preventDefault() {} }, file),
    path,
  );
}

test('a session’s file and an agent’s are opened from the file manager', async () => {
  const kept = join(installation.home, 'Einstellungen', 'NeuralStream', 'sessions');
  const session = join(dirname(clip), 'Ein Vergleich.neuralstream-session');
  const text = readFileSync(join(kept, readdirSync(kept)[0]), 'utf8');
  // A changed file that still had the checksum of its content would be taken for damaged.
  writeFileSync(
    session,
    text
      .replace(/"name": "[^"]*"/, '"name": "Von außen"')
      .replace(/"seconds": [\d.]+/, '"seconds": 7')
      .replace(/"sha256": "[0-9a-f]{64}",\s*|,\s*"sha256": "[0-9a-f]{64}"/, ''),
  );
  await open(session);
  await expect.poll(() => at('session-view').textContent()).toContain('Von außen');
  const agent = join(dirname(clip), 'Agent');
  cpSync(resolve(import.meta.dirname, '../../resources/models/default'), agent, { recursive: true });
  writeFileSync(join(agent, 'Agent.neuralstream-policy'), '{}');
  await open(join(agent, 'Agent.neuralstream-policy'));
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect.poll(() => at('run-row').count()).toBe(2);
});
