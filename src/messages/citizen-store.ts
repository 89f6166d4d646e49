/** Citizens: one row per account and openid. Its version guards everything that is decided about the citizen. */
import type { Tx } from '../database/database';

/** What one contact changes of a citizen; null leaves a column as it is. */
export interface CitizenContact {
  account: string;
  id: string;
  openid: string;
  /** The version that the decision was made on; 0 with a new id for a citizen who was not there. */
  version: number;
  first_seen_at: Date;
  last_contact_at: Date;
  followed_at: Date | null;
  unfollowed_at: Date | null;
  last_receipt_at: Date | null;
  last_item: string | null;
  last_item_candidates: string[];
  last_item_at: Date | null;
}

/**
 * Records contacts, at most one a citizen, in the order of their keys so that two processes never
 * wait for each other in a circle. A row that somebody else changed since it was looked at, or
 * inserted first, is left alone.
 * @returns ids of the citizens whose guard held
 */
export async function recordCitizens(
  tx: Tx,
  contacts: readonly CitizenContact[],
): Promise<Set<string>> {
  const kept = await tx.query<{ id: string }>(
    `insert into citizens (account, id, openid, version, first_seen_at, last_contact_at, followed_at,
       unfollowed_at, last_receipt_at, last_item, last_item_candidates, last_item_at)
     select account, id, openid, version, first_seen_at, last_contact_at, followed_at,
       unfollowed_at, last_receipt_at, last_item, last_item_candidates, last_item_at
     from json_populate_recordset(null::citizens, $1::json)
     order by account, openid
     on conflict on constraint citizens_openid_key do update set
       version = citizens.version + 1,
       last_contact_at = greatest(citizens.last_contact_at, excluded.last_contact_at),
       followed_at = coalesce(excluded.followed_at, citizens.followed_at),
       unfollowed_at = case when excluded.followed_at is not null then null
         else coalesce(excluded.unfollowed_at, citizens.unfollowed_at) end,
       last_receipt_at = coalesce(excluded.last_receipt_at, citizens.last_receipt_at),
       last_item = coalesce(excluded.last_item, citizens.last_item),
       last_item_candidates = case when excluded.last_item is null then citizens.last_item_candidates
         else excluded.last_item_candidates end,
       last_item_at = coalesce(excluded.last_item_at, citizens.last_item_at)
     where citizens.version = excluded.version and citizens.id = excluded.id
     returning id`,
    [JSON.stringify(contacts)],
    'citizens.record',
  );
  return new Set(kept.map((row) => row.id));
}
