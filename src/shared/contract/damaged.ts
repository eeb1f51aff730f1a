import * as v from 'valibot';
import { damagedStores, type Damaged } from '../damaged';
import { done, stated } from './entry';

const store = v.picklist(damagedStores);
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(400));

/** What the stores hold and cannot read. */
export const damagedContract = {
  /** The damaged entries of a store, each with the reason. */
  listDamaged: { request: v.object({ store }), response: stated<Damaged[]>() },
  removeDamaged: { request: v.object({ store, id }), response: done },
  /** Restores what can be read of a damaged entry. */
  restoreDamaged: { request: v.object({ store, id }), response: done },
};
