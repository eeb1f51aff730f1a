import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ppo } from '../../src/core/abr/ppo';
import { makeQoe } from '../../src/core/qoe/qoe';
import { MediaServer } from '../../src/node/media-server/server';
import { modelFolder, projectResources, readModel } from '../../src/node/models';
import { transcode } from '../../src/node/transcode';
import { policyOf } from '../../src/shared/policy';
import type { Presentation } from '../../src/shared/presentation';
import type { RuleDecision } from '../../src/web/rules/options';
import { startChromium, startSite, type Site } from './chromium';
import { makeClip } from './clips';
import { pages, type PlayerPage } from './exports/pages';

declare global {
  interface Window {
    decisions: RuleDecision[];
  }
}

const root = resolve(import.meta.dirname, '../..');
const work = mkdtempSync(join(tmpdir(), 'neuralstream-exports-'));
const ladder = [
  { kbps: 200, width: 256, height: 144 },
  { kbps: 500, width: 320, height: 180 },
  { kbps: 1000, width: 480, height: 270 },
];
const fastKbps = 4000;
/** So that the buffer lasts while the chunk under way comes: hls.js loads chunks again when it stalls. */
const slowKbps = 400;
const chunkCount = 20;
const addedLatencyMs = 20;
const top = ladder.length - 1;
const bufferCapSeconds = 6;

let browser: Browser;
let site: Site;
let server: MediaServer;
let presentation: Presentation;

beforeAll(async () => {
  const input = join(work, 'clip.mp4');
  makeClip(input, { size: '480x270', seconds: chunkCount });
  presentation = await transcode({ input, ladder, chunkSeconds: 1, outFolder: join(work, 'presentation') });
  const files = Object.entries(pages).flatMap(([player, { script, html }]) => {
    const module = join(work, `${player}.mjs`);
    exportTo(player, module);
    return [
      [`/${player}.html`, () => html],
      [`/${player}.mjs`, () => readFileSync(module)],
      [`/${player}.js`, () => readFileSync(join(root, 'node_modules', script))],
    ] as const;
  });
  site = await startSite(Object.fromEntries(files));
  server = new MediaServer();
  await server.listen([0]);
  browser = await startChromium();
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  site?.close();
  rmSync(work, { recursive: true, force: true });
});

/** As a user would: with the command. */
function exportTo(player: string, file: string): void {
  execFileSync(process.execPath, [join(root, 'out/main/cli.cjs'), 'export', '--to', player, '--out', file]);
}

/** How one page played. */
interface Played {
  readonly faults: readonly string[];
  readonly decisions: readonly RuleDecision[];
  /** Decisions until the link dropped. */
  readonly fast: number;
}

const cases = [
  ['dashjs', false],
  ['dashjs', true],
  ['hlsjs', false],
  ['shaka', false],
] as const;
let played: readonly Played[];

/** All at once, each behind a link of its own. */
beforeAll(async () => {
  played = await Promise.all(cases.map(([player, sizesTold]) => play(player, sizesTold)));
});

async function play(player: PlayerPage, sizesTold: boolean): Promise<Played> {
  const { sessionId, players } = await server.openSession({
    presentationFolder: join(work, 'presentation'),
    playerCount: 1,
    links: 'separate',
    bandwidth: { kbps: fastKbps, addedLatencyMs },
    allowedOrigin: site.origin,
  });
  const faults: string[] = [];
  const page = await (await browser.newContext()).newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  const [{ manifestUrl }] = players;
  const url = player === 'hlsjs' ? manifestUrl.replace(/[^/]*$/, 'master.m3u8') : manifestUrl;
  const options = { bufferCapSeconds, ...(sizesTold ? { chunkBytes: chunkBytes() } : {}) };
  await page.goto(`${site.origin}/${player}.html#${encodeURIComponent(JSON.stringify({ url, options }))}`);
  await until(page, (seen) => seen.filter(({ level }) => level === top).length >= 2, faults);
  const fast = (await seenOf(page)).length;
  server.session(sessionId).capacity.set({ kbps: slowKbps, addedLatencyMs }, server.now);
  await until(
    page,
    (seen) => seen.slice(fast).some(({ level }) => level < top) || seen.length >= chunkCount - 1,
    faults,
  );
  const decisions = await seenOf(page);
  const told = [...faults]; // not what the end of the session does to requests under way
  await page.context().close();
  server.closeSession(sessionId);
  return { faults: told, decisions, fast };
}

function seenOf(page: Page): Promise<readonly RuleDecision[]> {
  return page.evaluate(() => window.decisions ?? []);
}

async function until(
  page: Page,
  done: (seen: readonly RuleDecision[]) => boolean,
  faults: readonly string[],
): Promise<void> {
  const end = Date.now() + 40_000;
  for (;;) {
    const seen = await seenOf(page);
    if (done(seen)) return;
    if (Date.now() > end) {
      throw new Error(`${page.url()}: levels ${seen.map(({ level }) => level).join()}; ${faults.join('; ')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function chunkBytes(): number[][] {
  return presentation.levels.map((level) => level.chunkBytes);
}

describe.each(cases.map(([player, sizesTold], at) => ({ player, sizesTold, at })))(
  '$player in a plain page, chunk sizes told: $sizesTold',
  ({ sizesTold, at }) => {
    const run = () => played[at];

    test('plays without a fault', () => {
      expect(run().faults).toEqual([]);
    });

    test('decides once for each chunk, in order, with every chunk before it measured', () => {
      const { decisions } = run();
      expect(decisions.map(({ observation }) => observation.chunkIndex)).toEqual(
        decisions.map((_, i) => i + 1),
      );
      for (const { observation } of decisions) {
        expect(observation.downloads).toHaveLength(observation.chunkIndex);
        expect(observation.chunksLeft).toBe(chunkCount - observation.chunkIndex);
        expect(observation).toMatchObject({ chunkSeconds: 1, bufferCapSeconds });
      }
    });

    test('loads what was decided, byte for byte, from request to last byte at the link’s pace', () => {
      const { decisions } = run();
      const last = decisions[decisions.length - 1].observation.downloads;
      const levels = [0, ...decisions.map(({ level }) => level)];
      last.forEach(({ kilobits, seconds, firstByteSeconds }, chunk) => {
        expect(kilobits).toBeCloseTo((chunkBytes()[levels[chunk]][chunk] * 8) / 1000, 9);
        expect(kilobits / seconds).toBeLessThan(fastKbps);
        expect(firstByteSeconds).toBeGreaterThan(0.015);
        expect(firstByteSeconds).toBeLessThanOrEqual(seconds);
      });
      decisions.forEach(({ observation }, i) => expect(observation.lastLevel).toBe(levels[i]));
    });

    test('the agent inside decides the same from the same observations', () => {
      const { decisions } = run();
      const { ladderKbps } = decisions[0].observation;
      const policy = policyOf(readModel(modelFolder('default', projectResources())));
      const inside: { level: number; probabilities: readonly number[] }[] = [];
      const video = { ladderKbps, chunkSeconds: 1, chunkCount };
      const agent = ppo({ qoe: makeQoe('lin', ladderKbps), video }, policy, (view) => inside.push(view));
      decisions.forEach(({ observation }) => agent.decide(observation));
      expect(inside.map(({ level }) => level)).toEqual(decisions.map(({ level }) => level));
      inside.forEach(({ probabilities }, i) =>
        probabilities.forEach((chance, level) =>
          expect(decisions[i].probabilities[level]).toBeCloseTo(chance, 9),
        ),
      );
    });

    test('knows the sizes where the page told them', () => {
      const { decisions } = run();
      for (const { observation } of decisions) {
        const { chunkIndex, upcomingChunkKilobits } = observation;
        const next = chunkBytes().map((sizes) => (sizes[chunkIndex] * 8) / 1000);
        expect(upcomingChunkKilobits?.[0] ?? null).toEqual(sizesTold ? next : null);
      }
    });

    test('falls when the link drops', () => {
      const { decisions, fast } = run();
      expect(decisions[fast - 1].level).toBe(top);
      expect(decisions[decisions.length - 1].level).toBeLessThan(top);
    });
  },
);
