/** Held answers that may leave after all, without waiting for the citizen's next contact. */
import type { Database } from '../database/database';
import { OUTBOX_CHANNEL } from './outbox-store';
import type { DeliveryReason } from './states';

/** An answer that stands in a reply under way is left to it before WeChat has given up on that reply. */
const OFFER_PAUSE_MS = 20_000;
const BATCH = 100;

interface Held {
  account: string;
  citizenIds: readonly string[];
  /** Only what is held for this reason; null: whatever the reason. */
  reason: DeliveryReason | null;
  at: Date;
}

/**
 * Hands held answers to the worker, which looks at window and permission anew. Decisions under way that
 * saw them as held lose their guard by the citizen's version, and look again: nothing is given twice.
 */
export async function releaseHeld(db: Database, held: Held): Promise<void> {
  const { account, citizenIds, reason, at } = held;
  const offeredBefore = new Date(at.getTime() - OFFER_PAUSE_MS);
  await db.transaction(async (tx) => {
    // As the callback locks them: citizens in the order of their keys, then what is theirs.
    await tx.query(
      `with locked as (
         select account, id from citizens where account = $1 and id = any($2::uuid[])
         order by id for no key update)
       update citizens c set version = version + 1
       from locked l where c.account = l.account and c.id = l.id`,
      [account, citizenIds],
    );
    await tx.query(
      `with released as (
         update outbox o set state = 'waiting', reason = null, next_at = $5, aftercare_at = null
         where o.account = $1 and o.citizen_id = any($2::uuid[]) and ${MAY_GO}
         returning account, id),
       parts as (
         update outbox_parts p set state = 'waiting', reason = null from released r
         where p.account = r.account and p.outbox_id = r.id and p.state = 'held')
       select pg_notify('${OUTBOX_CHANNEL}', '') from released limit 1`,
      [account, citizenIds, offeredBefore, reason, at],
    );
  });
}

/** Releases what is held for a citizen who has just written. */
export async function releaseForCitizen(
  db: Database,
  account: string,
  citizenId: string,
  at: Date,
): Promise<void> {
  const found = await listCitizens(db, { account, after: null, only: citizenId, reason: null, at });
  if (found.length > 0) await releaseHeld(db, { account, citizenIds: found, reason: null, at });
}

/** Releases what an account held because it might not send: now it may. */
export async function releasePermitted(db: Database, account: string, at: Date): Promise<void> {
  const reason = 'no_permission';
  let after: string | null = null;
  for (;;) {
    const page: string[] = await listCitizens(db, { account, after, only: null, reason, at });
    const last = page.at(-1);
    if (last === undefined) return;
    await releaseHeld(db, { account, citizenIds: page, reason, at });
    after = last;
  }
}

/** Citizens with answers that may go, by key. */
async function listCitizens(
  db: Database,
  wanted: {
    account: string;
    after: string | null;
    only: string | null;
    reason: DeliveryReason | null;
    at: Date;
  },
): Promise<string[]> {
  const { account, after, only, reason, at } = wanted;
  const offeredBefore = new Date(at.getTime() - OFFER_PAUSE_MS);
  const rows = await db.query<{ id: string }>(
    `select distinct o.citizen_id as id from outbox o
     where o.account = $1 and ${only === null ? '($2::uuid is null or o.citizen_id > $2)' : 'o.citizen_id = $2'}
       and ${MAY_GO}
     order by o.citizen_id limit ${BATCH}`,
    [account, only ?? after, offeredBefore, reason],
  );
  return rows.map(({ id }) => id);
}

/** What nobody has told the citizen yet, and no reply under way is telling. */
const MAY_GO = `o.state = 'held' and (o.offered_at is null or o.offered_at < $3)
  and o.viewed_at is null and o.told_by_phone_at is null
  and ($4::text is null or o.reason = $4)`;
