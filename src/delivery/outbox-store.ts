/** The outbox: what has still to reach a citizen, written in the transaction that decides it. */
import type { Queryable, Tx } from '../database/database';
import { createId } from '../platform/ids';
import type { Reply } from '../wechat/reply';
import { textFormOf } from './split-text';
import type { DeliveryReason } from './states';

/** Workers listen here; the payload is empty. */
export const OUTBOX_CHANNEL = 'zhijian_outbox';

export interface QueuedReply {
  account: string;
  citizen_id: string;
  message_id: string;
  kind: 'late_reply' | 'apology';
  body: Reply;
  at: Date;
}

/** A row of the outbox with its one or two parts. */
export interface NewDelivery {
  account: string;
  citizen_id: string;
  case_id: string | null;
  message_id: string | null;
  kind: 'answer' | 'late_reply' | 'apology' | 'rating_request' | 'reminder';
  state: 'waiting' | 'held' | 'failed';
  reason: DeliveryReason | null;
  /** The whole, as it was approved. */
  body: Reply;
  /** What leaves: one or two messages. */
  parts: readonly Reply[];
  /** What a passive reply would carry in place of the body; null where it can carry the body. */
  passive_text: string | null;
  aftercare_at: Date | null;
  at: Date;
}

/** Queues late replies and apologies as 等待发送. A message has at most one of each. */
export async function enqueueReplies(tx: Tx, replies: readonly QueuedReply[]): Promise<void> {
  await insertDeliveries(
    tx,
    replies.map((reply) => ({
      ...reply,
      case_id: null,
      state: 'waiting',
      reason: null,
      parts: [reply.body],
      passive_text: reply.body.kind === 'text' ? null : textFormOf(reply.body),
      aftercare_at: null,
    })),
  );
}

/** Writes deliveries and wakes the workers once the transaction commits. */
export async function insertDeliveries(tx: Tx, deliveries: readonly NewDelivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  const rows = deliveries.map(({ at, parts, ...row }) => ({
    ...row,
    id: createId(at),
    created_at: at,
    next_at: at,
    attempts: 0,
    parts,
  }));
  await tx.query(
    `with given as (
       select r.*, k.parts from unnest($1::json[]) as g(row),
         json_populate_record(null::outbox, g.row) as r,
         json_to_record(g.row) as k(parts json)),
     inserted as (
       insert into outbox (account, id, citizen_id, case_id, message_id, kind, state, reason, body,
         passive_text, aftercare_at, created_at, next_at, attempts)
       select account, id, citizen_id, case_id, message_id, kind, state, reason, body,
         passive_text, aftercare_at, created_at, next_at, attempts from given
       on conflict on constraint outbox_message_key do nothing
       returning id),
     divided as (
       insert into outbox_parts (account, outbox_id, part, body, state, reason)
       select account, id, p.part, p.body, state, reason
       from given, json_array_elements(parts) with ordinality as p(body, part)
       where id in (select id from inserted))
     select pg_notify('${OUTBOX_CHANNEL}', '') from inserted limit 1`,
    [rows.map((row) => JSON.stringify(row))],
    'outbox.insert',
  );
}

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

/** The response that carried answers was written out whole and in time: they count as 微信已接收. */
export async function markOfferedAccepted(
  db: Queryable,
  account: string,
  messageId: string,
  at: Date,
): Promise<void> {
  await db.query(
    `with given as (
       update outbox set state = 'accepted', accepted_at = $3, reason = null, aftercare_at = null
       where account = $1 and offered_in = $2 and state = 'held'
         and citizen_id = (select citizen_id from messages where account = $1 and id = $2)
       returning account, id)
     update outbox_parts p set state = 'accepted', accepted_at = $3, reason = null
     from given g
     where p.account = g.account and p.outbox_id = g.id and p.state <> 'accepted'`,
    [account, messageId, at],
  );
}
