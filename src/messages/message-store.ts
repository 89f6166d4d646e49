/** Messages: what citizens wrote, stored once each, with the reply that a retry of WeChat's gets again. */
import type { Queryable, Tx } from '../database/database';
import type { Reply } from '../wechat/reply';
import type { MessageRow } from './message-row';

const COLUMNS = `account, id, citizen_id, dedupe_key, kind, sent_at, received_at, text, fields, original,
  case_id, state, lease_until, attempt, work, reply, reply_at, answered_via, carries_answers,
  responder, rule, item, score, content_version`;

/** Inserts messages. One whose key is there already breaks `messages_dedupe_key`, and nothing is written. */
export async function insertMessages(tx: Tx, rows: readonly MessageRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into messages (${COLUMNS})
     select ${COLUMNS} from json_populate_recordset(null::messages, $1::json)`,
    [JSON.stringify(rows)],
    'messages.insert',
  );
}

/*
 * Rows that are there already are found by keys in arrays and by statements without a name. A join
 * with JSON, or a plan made while the table was empty and kept by the connection, may walk through
 * all of it; arrays tell the planner how few rows are meant, and tables how large they are now.
 */

/**
 * Locks messages that are still being handled.
 * @returns by id, whether the deadline has taken their passive reply already (`outbox`); messages that
 *   are missing have been ended by somebody else
 */
export async function lockHandling(
  tx: Tx,
  rows: readonly { account: string; id: string }[],
): Promise<Map<string, 'outbox' | null>> {
  if (rows.length === 0) return new Map();
  const locked = await tx.query<{ id: string; answered_via: 'outbox' | null }>(
    `select m.id, m.answered_via from messages m
     join unnest($1::text[], $2::uuid[]) as r(account, id) on m.account = r.account and m.id = r.id
     where m.state = 'handling' order by m.id for no key update of m`,
    [rows.map(({ account }) => account), rows.map(({ id }) => id)],
  );
  return new Map(locked.map((row) => [row.id, row.answered_via]));
}

/** How a deferred message ended. */
export interface FinishedMessage {
  account: string;
  id: string;
  case_id: string | null;
  reply: Reply;
  reply_at: Date;
  answered_via: 'passive' | 'outbox' | 'none';
  carries_answers: boolean;
  responder: string;
  rule: string | null;
  item: string | null;
  score: number | null;
  content_version: string;
}

/**
 * Ends messages that were being handled and that the caller has locked. Where the deadline has
 * already taken the passive reply, `answered_via` stays `outbox`.
 * @returns by id, how the reply goes out
 */
export async function finishMessages(
  tx: Tx,
  rows: readonly FinishedMessage[],
): Promise<Map<string, FinishedMessage['answered_via']>> {
  if (rows.length === 0) return new Map();
  const finished = await tx.query<{ id: string; answered_via: FinishedMessage['answered_via'] }>(
    `update messages m
     set state = 'handled', lease_until = null, work = null, reply = r.reply,
       reply_at = coalesce(m.reply_at, r.reply_at),
       answered_via = coalesce(m.answered_via, r.answered_via), carries_answers = r.carries_answers,
       case_id = coalesce(r.case_id, m.case_id), responder = r.responder, rule = r.rule, item = r.item,
       score = r.score, content_version = r.content_version
     from unnest($1::text[], $2::uuid[], $3::json[]) as k(account, id, given),
       json_populate_record(null::messages, k.given) r
     where m.account = k.account and m.id = k.id and m.state = 'handling'
     returning m.id, m.answered_via`,
    [
      rows.map(({ account }) => account),
      rows.map(({ id }) => id),
      rows.map((row) => JSON.stringify(row)),
    ],
  );
  return new Map(finished.map((row) => [row.id, row.answered_via]));
}

/**
 * At the deadline: takes the passive reply away from a message that is still being handled, and
 * remembers what is said instead. Nobody waits on the line any more, so the work gets more time.
 * @returns false where its finisher was first
 */
export async function giveUpPassiveReply(
  db: Queryable,
  message: { account: string; id: string },
  waiting: { reply: Reply; at: Date; leaseUntil: Date },
): Promise<boolean> {
  const rows = await db.query(
    `update messages
     set answered_via = 'outbox', waiting_reply = $3, reply_at = $4,
       lease_until = greatest(lease_until, $5)
     where account = $1 and id = $2 and state = 'handling' and answered_via is null
     returning id`,
    [message.account, message.id, JSON.stringify(waiting.reply), waiting.at, waiting.leaseUntil],
    'messages.give_up',
  );
  return rows.length === 1;
}

/** A message whose handling stopped, claimed anew. */
export interface ClaimedMessage {
  account: string;
  id: string;
  citizenId: string;
  openid: string | null;
  attempt: number;
  work: unknown;
  answeredVia: 'outbox' | null;
}

/**
 * Claims messages whose lease has run out, each by one process only.
 * @param only restricts it to one message (WeChat has sent it again)
 */
export async function claimExpired(
  db: Queryable,
  options: { now: Date; leaseUntil: Date; limit: number; only?: { account: string; id: string } },
): Promise<ClaimedMessage[]> {
  return db.query<ClaimedMessage>(
    `with expired as (
       select account, id from messages
       where state = 'handling' and lease_until < $1
         and ($4::text is null or (account = $4 and id = $5::uuid))
       order by lease_until for update skip locked limit $3)
     update messages m set attempt = m.attempt + 1, lease_until = $2
     from expired e
     where m.account = e.account and m.id = e.id
     returning m.account, m.id, m.citizen_id as "citizenId", m.attempt, m.work,
       m.answered_via as "answeredVia",
       (select c.openid from citizens c where c.account = m.account and c.id = m.citizen_id) as openid`,
    [
      options.now,
      options.leaseUntil,
      options.limit,
      options.only?.account ?? null,
      options.only?.id ?? null,
    ],
  );
}

/** Puts messages that are stored already into a case. */
export async function attachToCase(
  tx: Tx,
  rows: readonly { account: string; id: string; case_id: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `update messages m set case_id = r.case_id
     from unnest($1::text[], $2::uuid[], $3::uuid[]) as r(account, id, case_id)
     where m.account = r.account and m.id = r.id`,
    [rows.map(({ account }) => account), rows.map(({ id }) => id), rows.map((row) => row.case_id)],
  );
}

/** How many messages are still being handled. */
export async function countUnhandled(db: Queryable): Promise<number> {
  const [row] = await db.query<{ count: string }>(
    `select count(*) as count from messages where state = 'handling'`,
  );
  return Number(row?.count ?? 0);
}
