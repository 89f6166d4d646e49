import type { Queryable } from '../database/database';
import { chinaDateOf } from '../platform/china-time';
import type { Clock } from '../platform/clock';
import { countClicks } from './click-store';

/** Gathers clicks in memory and writes them together; a crash loses a few seconds of counts, never a redirect. */
export interface ClickCounter {
  add(unit: string, item: string): void;
  flush(): Promise<void>;
}

export function createClickCounter(database: Queryable, clock: Clock): ClickCounter {
  let pending = new Map<string, { unit: string; item: string; day: string; clicks: number }>();
  return {
    add(unit, item) {
      const day = chinaDateOf(clock.now());
      const key = `${unit} ${item} ${day}`;
      const row = pending.get(key);
      if (row) row.clicks += 1;
      else pending.set(key, { unit, item, day, clicks: 1 });
    },
    async flush() {
      if (pending.size === 0) return;
      const rows = [...pending.values()];
      pending = new Map();
      await countClicks(database, rows);
    },
  };
}
