/** The outbox: what has still to reach a citizen, written in the transaction that decides it. */
import type { Queryable, Tx } from '../database/database';
import type { Reply } from '../wechat/reply';
import { createId } from '../platform/ids';

export interface QueuedReply {
  account: string;
  citizen_id: string;
  message_id: string;
  kind: 'late_reply' | 'apology';
  body: Reply;
  at: Date;
}

/** Queues late replies and apologies as 等待发送. A message has at most one of each. */
export async function enqueueReplies(tx: Tx, replies: readonly QueuedReply[]): Promise<void> {
  if (replies.length === 0) return;
  const rows = replies.map(({ at, ...reply }) => ({
    ...reply,
    id: createId(at),
    state: 'waiting',
    created_at: at,
    next_at: at,
    attempts: 0,
  }));
  await tx.query(
    `insert into outbox (account, id, citizen_id, message_id, kind, state, body, created_at, next_at, attempts)
     select account, id, citizen_id, message_id, kind, state, body, created_at, next_at, attempts
     from json_populate_recordset(null::outbox, $1::json)
     on conflict on constraint outbox_message_key do nothing`,
    [JSON.stringify(rows)],
    'outbox.enqueue',
  );
}

/** Holds a unit's answer until the citizen's next contact. */
export async function holdAnswer(
  tx: Tx,
  answer: { account: string; citizenId: string; caseId: string; text: string; at: Date },
): Promise<void> {
  await tx.query(
    `insert into outbox (account, id, citizen_id, case_id, kind, state, reason, body, created_at, next_at, attempts)
     values ($1, $2, $3, $4, 'answer', 'held', 'next_contact', $5, $6, $6, 0)`,
    [
      answer.account,
      createId(answer.at),
      answer.citizenId,
      answer.caseId,
      JSON.stringify({ kind: 'text', text: answer.text }),
      answer.at,
    ],
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

/** The response that carried answers was written out whole: they count as 微信已接收. */
export async function markOfferedAccepted(
  db: Queryable,
  account: string,
  messageId: string,
  at: Date,
): Promise<void> {
  await db.query(
    `update outbox set state = 'accepted', accepted_at = $3, reason = null
     where account = $1 and offered_in = $2 and state = 'held'
       and citizen_id = (select citizen_id from messages where account = $1 and id = $2)`,
    [account, messageId, at],
  );
}
