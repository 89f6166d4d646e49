/** Answers that waited and stand in the passive reply to a citizen's next message. */
import type { Database, Tx } from '../database/database';
import { OUTBOX_CHANNEL } from './outbox-store';
import { PICTURES_LEFT } from './passive-text';
import { releaseHeld } from './release-held';

/** An answer that stands in the passive reply to a message. */
export interface OfferedAnswer {
  account: string;
  citizen_id: string;
  id: string;
  offered_in: string;
  offered_at: Date;
}

/** Notes in which reply held answers stand; they stay held until that reply has been written out. */
export async function offerAnswers(tx: Tx, offers: readonly OfferedAnswer[]): Promise<void> {
  if (offers.length === 0) return;
  await tx.query(
    `update outbox o set offered_in = r.offered_in, offered_at = r.offered_at
     from unnest($1::text[], $2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[])
       as r(account, citizen_id, id, offered_in, offered_at)
     where o.account = r.account and o.citizen_id = r.citizen_id and o.id = r.id and o.state = 'held'`,
    [
      offers.map(({ account }) => account),
      offers.map((offer) => offer.citizen_id),
      offers.map(({ id }) => id),
      offers.map((offer) => offer.offered_in),
      offers.map((offer) => offer.offered_at),
    ],
  );
}

/**
 * The response that carried answers was written out whole and in time: their texts count as 微信已接收,
 * and so do the answers, but for those with pictures. These wait to be sent where the account may send,
 * for the citizen's message has opened the window; else they could not be sent. What else is held for
 * the citizen and had no room beside them is sent now, too.
 */
export async function markOfferedAccepted(
  db: Database,
  account: string,
  messageId: string,
  at: Date,
): Promise<void> {
  const [given] = await db.query<{ citizenId: string; maySend: boolean }>(MARK, [
    account,
    messageId,
    at,
    PICTURES_LEFT,
  ]);
  if (given?.maySend) await releaseHeld(db, account, given.citizenId, at);
}

const MARK = `
with given as (
  select o.account, o.id, o.citizen_id,
    coalesce((select p.granted from account_capabilities p
      where p.account = o.account and p.capability = 'custom_message'), true) as may_send,
    exists (select from outbox_parts p where p.account = o.account and p.outbox_id = o.id
      and p.state <> 'accepted' and p.body ->> 'kind' = 'picture') as has_pictures
  from outbox o
  where o.account = $1 and o.offered_in = $2 and o.state = 'held'
    and o.citizen_id = (select citizen_id from messages where account = $1 and id = $2)
  for update),
ended as (
  select account, id, has_pictures,
    case when not has_pictures then 'accepted' when may_send then 'waiting' else 'failed' end as state,
    case when has_pictures and not may_send then 'picture_unsendable' end as reason
  from given),
parts as (
  update outbox_parts p set
    state = case when p.body ->> 'kind' = 'picture' then e.state else 'accepted' end,
    reason = case when p.body ->> 'kind' = 'picture' then e.reason end,
    accepted_at = case when p.body ->> 'kind' = 'picture' then null else $3::timestamptz end
  from ended e
  where p.account = e.account and p.outbox_id = e.id and p.state <> 'accepted'),
rows as (
  update outbox o set state = e.state, reason = e.reason, next_at = $3, aftercare_at = null,
    accepted_at = case when e.state = 'accepted' then $3::timestamptz end,
    passive_text = case when e.has_pictures then $4 else o.passive_text end
  from ended e where o.account = e.account and o.id = e.id
  returning o.state)
select citizen_id as "citizenId", may_send as "maySend",
  (select count(pg_notify('${OUTBOX_CHANNEL}', '')) from rows where state = 'waiting')
from given limit 1`;
