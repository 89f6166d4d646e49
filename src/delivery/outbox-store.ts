/** The outbox: what has still to reach a citizen, written in the transaction that decides it. */
import type { Tx } from '../database/database';
import { createId } from '../platform/ids';
import type { Reply } from '../wechat/reply';
import type { PartBody } from './part-body';
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

/** A row of the outbox with its parts. */
export interface NewDelivery {
  account: string;
  citizen_id: string;
  case_id: string | null;
  message_id: string | null;
  kind: 'answer' | 'late_reply' | 'apology' | 'rating_request' | 'reminder' | 'notice';
  state: 'waiting' | 'held' | 'failed';
  reason: DeliveryReason | null;
  /** The whole, as it was approved. */
  body: Reply;
  /** What leaves, one message each: one or two texts, then pictures. */
  parts: readonly PartBody[];
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
