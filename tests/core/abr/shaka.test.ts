import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { expect, test } from 'vitest';
import { shaka } from '../../../src/core/abr/shaka';
import { ShakaEstimate } from '../../../src/core/throughput/shaka-estimate';
import { generatedSessions, playGenerated } from './play';

interface Variant {
  readonly bandwidth: number;
}

interface ShakaManager {
  configure(config: object): void;
  init(switchTo: (variant: Variant) => void): void;
  setVariants(variants: readonly Variant[]): void;
  enable(): void;
  chooseVariant(): Variant;
  segmentDownloaded(milliseconds: number, bytes: number, allowSwitch: boolean): void;
  getBandwidthEstimate(): number;
}

/** The package's own classes, run with its own sources; the browser around them is a stub, the clock is ours. */
function loadShaka(clock: { atMilliseconds: number }): () => ShakaManager {
  const nothing = (): void => undefined;
  const context = createContext({
    goog: { provide: nothing, require: nothing, requireType: nothing, asserts: { assert: nothing } },
    shaka: {
      abr: {},
      log: { v1: nothing, v2: nothing, debug: nothing, warning: nothing },
      util: {
        EventManager: class {
          listen = nothing;
          unlisten = nothing;
        },
        Timer: class {
          tickEvery = nothing;
          stop = nothing;
        },
        ArrayUtils: { hasSameElements: () => false },
        StreamUtils: { isFastSwitching: () => false, meetsRestrictions: () => true },
      },
    },
    navigator: {},
    window: {},
    Date: { now: () => clock.atMilliseconds },
  });
  for (const file of ['ewma', 'ewma_bandwidth_estimator', 'simple_abr_manager']) {
    runInContext(readFileSync(`node_modules/shaka-player/lib/abr/${file}.js`, 'utf8'), context);
  }
  const Manager: new () => ShakaManager = runInContext('shaka.abr.SimpleAbrManager', context);
  return () => new Manager();
}

/** The defaults of lib/util/player_configuration.js in 5.2.12, as text there. */
function defaultConfig(): object {
  const text = readFileSync('node_modules/shaka-player/lib/util/player_configuration.js', 'utf8');
  const value = (name: string): number =>
    Number(new RegExp(`\\b${name}:? (?:= )?([0-9.e]+)`).exec(text)?.[1]);
  const advanced = ['minTotalBytes', 'fastHalfLife', 'slowHalfLife'].map((name) => [name, value(name)]);
  const names = [
    'switchInterval',
    'bandwidthUpgradeTarget',
    'bandwidthDowngradeTarget',
    'cacheLoadThreshold',
  ];
  return {
    ...Object.fromEntries([...names, 'minTimeToSwitch'].map((name) => [name, value(name)])),
    defaultBandwidthEstimate: value('const bandwidthEstimate'),
    advanced: { ...Object.fromEntries(advanced), minBytes: value('const minBytes') },
  };
}

test('estimates and chooses as the package does', { timeout: 300_000 }, () => {
  const clock = { atMilliseconds: 0 };
  const makeManager = loadShaka(clock);
  const config = defaultConfig();
  expect(JSON.stringify(config)).not.toContain('null');
  fc.assert(
    fc.property(generatedSessions({ kbps: [20, 60_000], chunks: [2, 30] }), (session) => {
      const variants = session.ladderKbps.map((kbps) => ({ bandwidth: kbps * 1000 }));
      const manager = makeManager();
      const estimate = new ShakaEstimate();
      let theirs = variants[0];
      const expected: number[] = [];
      const said = playGenerated(shaka(), session, ({ observation, lastByteAtSeconds }) => {
        clock.atMilliseconds = lastByteAtSeconds * 1000;
        const last = observation.downloads[observation.downloads.length - 1];
        if (last === undefined) {
          manager.configure(config);
          manager.init((variant) => (theirs = variant));
          manager.setVariants(variants);
          theirs = manager.chooseVariant();
          manager.enable();
        } else {
          manager.segmentDownloaded(last.seconds * 1000, last.kilobits * 125, true);
          estimate.add(last);
          const own = estimate.kbps * 1000;
          expect(Math.abs(own / manager.getBandwidthEstimate() - 1)).toBeLessThan(1e-9);
        }
        expected.push(variants.indexOf(theirs));
      });
      expect(said.map(({ level }) => level)).toEqual(expected);
    }),
    { seed: 7, numRuns: 1000 },
  );
});
