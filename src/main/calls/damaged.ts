import { listDamaged, removeDamaged, restoreDamaged, type DamagedItem } from '../../node/platform/damaged';
import { damagedSettings } from '../../node/settings';
import type { DamagedStore } from '../../shared/damaged';
import { playedEntries } from '../awake';
import { benchmarks } from '../benchmark';
import type { damagedContract } from '../../shared/contract/damaged';
import type { CallsOf } from '../../shared/contract/entry';
import { library, limitLibrary } from '../library';
import { paths } from '../paths';
import { followServiceSettings } from '../service';
import { sessions } from '../sessions';
import { changeUserSettings } from '../settings';
import { traceSets } from '../traces';
import { runs } from '../training';
import { send } from '../window';

/** What each store holds and cannot read. */
const damagedIn: Readonly<Record<DamagedStore, () => Promise<readonly DamagedItem[]>>> = {
  library: async () => (await library()).damaged(),
  sessions: () => sessions().damaged(),
  training: () => runs().damaged(),
  benchmarks: () => benchmarks().damaged(),
  traces: () => traceSets().damaged(),
  settings: () => damagedSettings(paths().settings),
};

const sourceOf = (store: DamagedStore) => ({ damaged: damagedIn[store] });

/** Calls about what is damaged in the stores. */
export const damagedCalls: CallsOf<typeof damagedContract> = {
  listDamaged: ({ store }) => listDamaged(sourceOf(store)),
  async removeDamaged({ store, id }) {
    if (store === 'library' && playedEntries().includes(id)) {
      throw new Error('This video is being played; finish the comparison before you remove it.');
    }
    await removeDamaged(sourceOf(store), id);
    tellOf(store);
  },
  async restoreDamaged({ store, id }) {
    await restoreDamaged(sourceOf(store), id);
    tellOf(store);
    if (store !== 'settings') return;
    const { settings } = await changeUserSettings({}); // tells the window of those restored
    await limitLibrary(settings.libraryLimitGigabytes);
    await followServiceSettings();
  },
};

function tellOf(store: DamagedStore): void {
  if (store === 'training') send('runs-changed', null);
  if (store === 'benchmarks') send('benchmarks-changed', null);
  if (store === 'traces') send('traces-changed', null);
}
