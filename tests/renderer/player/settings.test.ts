import { describe, expect, test } from 'vitest';
import { algorithms } from '../../../src/core/abr/registry';
import { findChoice, playerChoices } from '../../../src/renderer/player/choices';
import { playerSettings } from '../../../src/renderer/player/settings';

const given = { bufferCapSeconds: 12, sameConditions: false, lowestKbps: 300 };

function settingsOf(id: string, sameConditions = false) {
  return playerSettings({ ...given, choice: findChoice(id), sameConditions }).streaming;
}

function activeRules(id: string, sameConditions = false): string[] {
  const rules = settingsOf(id, sameConditions)?.abr?.rules ?? {};
  return Object.entries(rules).flatMap(([name, rule]) => (rule.active ? [name] : []));
}

describe('for all players', () => {
  test.each(playerChoices.map(({ id }) => id))(
    '%s: all buffer times are the cap, nothing times out',
    (id) => {
      expect(settingsOf(id)).toMatchObject({
        buffer: {
          bufferTimeDefault: 12,
          bufferTimeAtTopQuality: 12,
          bufferTimeAtTopQualityLongForm: 12,
        },
        fragmentRequestTimeout: 0,
        lastBitrateCachingInfo: { enabled: false },
      });
    },
  );
});

describe('ours', () => {
  test('decides alone, once for each chunk', () => {
    expect(activeRules('if-then')).toEqual([]);
    expect(settingsOf('if-then')).toMatchObject({
      cacheInitSegments: true,
      buffer: { fastSwitchEnabled: false },
      abr: { initialBitrate: { video: 300 }, rules: { abandonRequestsRule: { active: false } } },
    });
  });
});

describe("dash.js' own rules", () => {
  test.each([
    ['dashjs:dynamic', ['throughputRule', 'bolaRule']],
    ['dashjs:throughput', ['throughputRule']],
    ['dashjs:bola', ['bolaRule']],
    ['dashjs:l2a', ['l2ARule']],
    ['dashjs:lolp', ['loLPRule']],
  ])('%s has exactly %j on', (id, rules) => {
    expect(activeRules(id)).toEqual(rules);
    expect(activeRules(id, true)).toEqual(rules);
  });

  test('play as shipped: fast switch, abandoning, start bitrate and the other rules are left alone', () => {
    const streaming = settingsOf('dashjs:dynamic');
    expect(streaming?.buffer).not.toHaveProperty('fastSwitchEnabled');
    expect(streaming?.abr).not.toHaveProperty('initialBitrate');
    expect(streaming?.abr?.rules).not.toHaveProperty('abandonRequestsRule');
    expect(streaming?.abr?.rules).not.toHaveProperty('insufficientBufferRule');
  });

  test('under the same conditions as ours give up fast switch and abandoning and start at the lowest level', () => {
    expect(settingsOf('dashjs:dynamic', true)).toMatchObject({
      cacheInitSegments: true,
      buffer: { fastSwitchEnabled: false },
      abr: { initialBitrate: { video: 300 }, rules: { abandonRequestsRule: { active: false } } },
    });
  });

  test('a rule that dash.js does not have is an error', () => {
    expect(() => playerSettings({ ...given, choice: { id: 'dashjs:magic', rules: 'dashjs' } })).toThrow(
      'dash.js has no rule "dashjs:magic"',
    );
  });
});

describe('the choices', () => {
  test('are every algorithm of ours that can play live, then those of dash.js', () => {
    const live = algorithms.filter(({ clairvoyant }) => !clairvoyant).map(({ id }) => id);
    const own = ['dashjs:dynamic', 'dashjs:bola', 'dashjs:throughput', 'dashjs:l2a', 'dashjs:lolp'];
    expect(playerChoices.map(({ id }) => id)).toEqual([...live, ...own]);
  });

  test('say of L2A and LoL+ that they are made for live', () => {
    expect(findChoice('dashjs:l2a').note).toBe('made for live');
    expect(findChoice('dashjs:lolp').note).toBe('made for live');
    expect(findChoice('dashjs:bola').note).toBeNull();
  });

  test('an unknown id is an error that names the known ones', () => {
    expect(() => findChoice('magic')).toThrow(/unknown player "magic"; expected one of if-then/);
  });
});
