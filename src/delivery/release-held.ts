import type { Database } from '../database/database';
import { OUTBOX_CHANNEL } from './outbox-store';

/** An answer that stands in a reply under way is left to it before WeChat has given up on that reply. */
const OFFER_PAUSE_MS = 20_000;

/**
 * Hands what is held for a citizen who has just written to the worker, which looks at the window anew.
 * Decisions under way that saw these answers as held lose their guard by the citizen's version, and look
 * again: nothing is given twice.
 */
export async function releaseHeld(
  db: Database,
  account: string,
  citizenId: string,
  at: Date,
): Promise<void> {
  const key = [account, citizenId, new Date(at.getTime() - OFFER_PAUSE_MS)];
  const [held] = await db.query(`select id from outbox o where ${MAY_GO} limit 1`, key);
  if (!held) return;
  await db.transaction(async (tx) => {
    // As the callback locks them: the citizen, then what is theirs.
    await tx.query('update citizens set version = version + 1 where account = $1 and id = $2', [
      account,
      citizenId,
    ]);
    await tx.query(
      `with released as (
         update outbox o set state = 'waiting', reason = null, next_at = $4, aftercare_at = null
         where ${MAY_GO} returning account, id),
       parts as (
         update outbox_parts p set state = 'waiting', reason = null from released r
         where p.account = r.account and p.outbox_id = r.id and p.state = 'held')
       select pg_notify('${OUTBOX_CHANNEL}', '') from released limit 1`,
      [...key, at],
    );
  });
}

/** What nobody has told the citizen yet, and no reply under way is telling. */
const MAY_GO = `o.account = $1 and o.citizen_id = $2 and o.state = 'held'
  and (o.offered_at is null or o.offered_at < $3)
  and o.viewed_at is null and o.told_by_phone_at is null`;
