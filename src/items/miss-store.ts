/** Misses: cards that a citizen said were not what they meant. They show where understanding must learn. */
import type { Tx } from '../database/database';

export interface Miss {
  account: string;
  id: string;
  message_id: string;
  item: string;
  at: Date;
}

export async function recordMisses(tx: Tx, misses: readonly Miss[]): Promise<void> {
  if (misses.length === 0) return;
  await tx.query(
    `insert into misses (account, id, message_id, item, at)
     select account, id, message_id, item, at from json_populate_recordset(null::misses, $1::json)`,
    [JSON.stringify(misses)],
    'misses.record',
  );
}
