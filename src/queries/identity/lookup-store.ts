/** The record of look-ups: who asked for what and when. What was filled in and found is not in it. */
import type { Queryable } from '../../database/database';
import { createId } from '../../platform/ids';

export interface Lookup {
  account: string;
  citizenId: string;
  unit: string;
  query: string;
  channel: 'chat' | 'page' | 'shell';
  onBehalf: boolean;
  outcome: 'rows' | 'none' | 'unavailable' | 'person' | 'too_many_tries';
  at: Date;
}

export async function recordLookup(db: Queryable, lookup: Lookup): Promise<void> {
  await db.query(
    `insert into query_lookups
       (account, id, citizen_id, unit, query, channel, on_behalf, outcome, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      lookup.account,
      createId(lookup.at),
      lookup.citizenId,
      lookup.unit,
      lookup.query,
      lookup.channel,
      lookup.onBehalf,
      lookup.outcome,
      lookup.at,
    ],
  );
}
