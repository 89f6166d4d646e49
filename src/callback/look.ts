import type { Queryable } from '../database/database';
import type { KnownCase, HeldAnswer, Snapshot } from '../routing/decision';
import type { Reply } from '../wechat/reply';
import type { SealPort } from './ports';
import { openQuestion, type KeptQuestion } from './sealed-question';

/** How long an answered case is known: as long as its answer can be rated. */
const KNOWN_MS = 30 * 24 * 60 * 60 * 1000;
/** An answer that stands in a reply under way is not offered a second time before WeChat has given up on it. */
const OFFER_PAUSE_MS = 20 * 1000;

export interface LookKey {
  account: string;
  openid: string;
  dedupeKey: string;
}

/** The row that a message already has. */
export interface KnownMessage {
  id: string;
  state: 'handling' | 'handled';
  reply: Reply | null;
  replyAt: Date | null;
  answeredVia: 'passive' | 'outbox' | 'none' | null;
  carriesAnswers: boolean;
  leaseUntil: Date | null;
  /** What was said at the deadline; the reply follows by the outbox. */
  waitingReply: Reply | null;
}

export interface Look {
  /** Null for somebody who never wrote to this account. */
  citizen: { id: string; version: number } | null;
  message: KnownMessage | null;
  snapshot: Snapshot;
}

/**
 * The one read before messages are decided: for each key the row it may already have and all that
 * routing wants to know of the citizen. It crosses rooms on purpose: one round trip for the batch.
 * Every part is fetched by key below a `limit`, so that the plan is index look-ups even on tables
 * that were never analysed.
 */
export async function lookUp(
  db: Queryable,
  keys: readonly LookKey[],
  now: Date,
  sealer: SealPort,
): Promise<Look[]> {
  const rows = await db.query<LookRow>(
    LOOK,
    [
      keys.map((key) => key.account),
      keys.map((key) => key.openid),
      keys.map((key) => key.dedupeKey),
      new Date(now.getTime() - KNOWN_MS),
      new Date(now.getTime() - OFFER_PAUSE_MS),
    ],
    'callback.look',
  );
  const looks = new Array<Look>(keys.length);
  for (const row of rows) {
    const n = Number(row.n) - 1;
    looks[n] = presentLook(row, questionOf(row, keys[n]!.account, sealer));
  }
  return looks;
}

const LOOK = `
select k.n, c.id as citizen_id, c.version, c.blocked_until, c.last_receipt_at, c.last_item, c.last_item_candidates,
  c.last_item_at, q.question, q.expires_at, m.id as message_id, m.state, m.reply, m.reply_at,
  m.answered_via, m.carries_answers, m.lease_until, m.waiting_reply, f.cases, h.held
from unnest($1::text[], $2::text[], $3::text[]) with ordinality as k(account, openid, dedupe_key, n)
left join lateral (
  select * from citizens where account = k.account and openid = k.openid limit 1) c on true
left join lateral (
  select question, expires_at from pending_questions
  where account = c.account and citizen_id = c.id limit 1) q on true
left join lateral (
  select id, state, reply, reply_at, answered_via, carries_answers, lease_until, waiting_reply
  from messages
  where account = c.account and citizen_id = c.id and dedupe_key = k.dedupe_key limit 1) m on true
left join lateral (
  select json_agg(x) as cases from (
    select id, number, owner_unit, state, round, rating, opened_at, last_message_at, answered_at from cases
    where account = c.account and citizen_id = c.id
      and state not in ('merged', 'withdrawn') and coalesce(answered_at, closed_at, 'infinity') > $4
    order by opened_at desc limit 5) x) f on true
left join lateral (
  select json_agg(y) as held from (
    select id, coalesce(passive_text, body ->> 'text') as text, created_at from outbox
    where account = c.account and citizen_id = c.id and state = 'held' and kind <> 'reminder'
      and (offered_at is null or offered_at < $5)
      and viewed_at is null and told_by_phone_at is null
      and coalesce(passive_text, body ->> 'text') is not null
    order by created_at limit 3) y) h on true`;

interface LookRow {
  n: string;
  citizen_id: string | null;
  version: number;
  blocked_until: Date | null;
  last_receipt_at: Date | null;
  last_item: string | null;
  last_item_candidates: string[];
  last_item_at: Date | null;
  question: KeptQuestion | null;
  expires_at: Date;
  message_id: string | null;
  state: KnownMessage['state'];
  reply: Reply | null;
  reply_at: Date | null;
  answered_via: KnownMessage['answeredVia'];
  carries_answers: boolean;
  lease_until: Date | null;
  waiting_reply: Reply | null;
  cases: CaseRow[] | null;
  held: { id: string; text: string; created_at: string }[] | null;
}

interface CaseRow {
  id: string;
  number: string;
  owner_unit: string;
  state: KnownCase['state'];
  round: number;
  rating: number | null;
  opened_at: string;
  last_message_at: string;
  answered_at: string | null;
}

function questionOf(row: LookRow, account: string, sealer: SealPort): Snapshot['question'] {
  if (!row.question || row.citizen_id === null) return null;
  const question = openQuestion(row.question, sealer, { account, citizenId: row.citizen_id });
  return question && { question, expiresAt: row.expires_at };
}

function presentLook(row: LookRow, question: Snapshot['question']): Look {
  return {
    citizen: row.citizen_id === null ? null : { id: row.citizen_id, version: row.version },
    message:
      row.message_id === null
        ? null
        : {
            id: row.message_id,
            state: row.state,
            reply: row.reply,
            replyAt: row.reply_at,
            answeredVia: row.answered_via,
            carriesAnswers: row.carries_answers,
            leaseUntil: row.lease_until,
            waitingReply: row.waiting_reply,
          },
    snapshot: {
      question,
      cases: (row.cases ?? []).map(presentCase),
      heldAnswers: (row.held ?? []).map((held): HeldAnswer => ({
        outboxId: held.id,
        text: held.text,
        signedAt: new Date(held.created_at),
      })),
      lastReceiptAt: row.last_receipt_at,
      ...(row.blocked_until && { blockedUntil: row.blocked_until }),
      lastItem:
        row.last_item === null || row.last_item_at === null
          ? null
          : {
              ref: row.last_item,
              candidates: row.last_item_candidates,
              shownAt: row.last_item_at,
            },
    },
  };
}

function presentCase(row: CaseRow): KnownCase {
  return {
    id: row.id,
    number: row.number,
    ownerUnit: row.owner_unit,
    state: row.state,
    round: row.round,
    rated: row.rating !== null,
    openedAt: new Date(row.opened_at),
    lastMessageAt: new Date(row.last_message_at),
    answeredAt: row.answered_at ? new Date(row.answered_at) : null,
  };
}
