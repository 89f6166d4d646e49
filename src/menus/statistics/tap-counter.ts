import type { Queryable } from '../../database/database';
import { chinaDateOf } from '../../platform/china-time';
import type { Inbound } from '../../wechat/inbound';
import { tapOf } from './tap';
import { countTaps, type TapCount } from './tap-store';

/**
 * Counts taps of menu buttons in memory and writes them together: in the transaction of the reply, all
 * citizens who tap one button would wait for its one row. A crash loses a few seconds of counts.
 */
export interface TapCounter {
  /** To be called once for each push that was stored, and not for its repetitions. */
  add(account: string, inbound: Inbound, at: Date): void;
  /** Writes what was gathered; what could not be written is kept for the next time. */
  flush(): Promise<void>;
}

/** @param database counts go in outside of any transaction */
export function createTapCounter(database: Queryable): TapCounter {
  let pending = new Map<string, TapCount>();

  function gather(count: TapCount): void {
    const key = `${count.account} ${count.day} ${count.kind} ${count.button}`;
    const known = pending.get(key);
    if (known) known.clicks += count.clicks;
    else pending.set(key, count);
  }

  return {
    add(account, inbound, at) {
      const tap = tapOf(inbound);
      if (tap) gather({ ...tap, account, day: chinaDateOf(at), clicks: 1 });
    },
    async flush() {
      if (pending.size === 0) return;
      const counts = [...pending.values()];
      pending = new Map();
      try {
        await countTaps(database, counts);
      } catch (error) {
        for (const count of counts) gather(count);
        throw error;
      }
    },
  };
}
