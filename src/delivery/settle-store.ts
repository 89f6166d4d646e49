/** Noting what became of claims and attempts, and taking over those whose process is gone. */
import type { Queryable } from '../database/database';
import type { Begun, Claimed } from './claim-store';
import type { LedgerLesson } from './outcome';
import { PICTURES_LEFT } from './passive-text';
import type { DeliveryReason, DeliveryState } from './states';

/** What WeChat said to an attempt; `detail` is for the operator. */
export interface AttemptEnd {
  outcome: 'accepted' | 'refused' | 'not_sent' | 'no_answer';
  code: number | null;
  rid: string | null;
  detail: string | null;
}

/** How a claim ends. */
export interface Settlement {
  claimed: Claimed;
  /** Null where nothing was tried. */
  attempt: { begun: Begun; end: AttemptEnd; lesson: LedgerLesson } | null;
  /** Of the part; `accepted` makes the row wait for its next part, if there is one. */
  state: Exclude<DeliveryState, 'sending'>;
  reason: DeliveryReason | null;
  nextAt: Date;
  /** When something is to be found out or told of a held answer. */
  aftercareAt: Date | null;
  /** Counts towards giving up, although no attempt was made. */
  countsAsTry: boolean;
  at: Date;
}

/**
 * Ends claims in one commit: the attempt, the part, the row and what the ledger learns. A claim that has
 * been taken over, or a row that a person has had sent again, keeps what it is; the attempt is noted all
 * the same. A result that comes after the sweep made its row uncertain still counts.
 * @returns ids of the rows that took their new state
 */
export async function settle(
  db: Queryable,
  settlements: readonly Settlement[],
): Promise<Set<string>> {
  const rows = await db.query<{ id: string }>(SETTLE, [
    settlements.map(({ claimed }) => claimed.account),
    settlements.map(({ claimed }) => claimed.id),
    settlements.map((settlement) => JSON.stringify(rowOf(settlement))),
    PICTURES_LEFT,
  ]);
  return new Set(rows.map(({ id }) => id));
}

function rowOf(settlement: Settlement) {
  const { claimed, attempt, state, reason, nextAt, aftercareAt, countsAsTry, at } = settlement;
  const goesOn = state === 'accepted' && !claimed.last;
  return {
    lease_id: claimed.leaseId,
    citizen_id: claimed.citizenId,
    part: claimed.part,
    part_state: state,
    part_reason: reason,
    state: goesOn ? 'waiting' : state,
    next_at: nextAt,
    aftercare_at: aftercareAt,
    tries: countsAsTry ? 1 : 0,
    at,
    ...attempt?.begun,
    ...attempt?.end,
    attempt_id: attempt?.begun.attempt_id ?? null,
    lesson: attempt?.lesson ?? 'spent',
  };
}

const SETTLE = `
with given as (
  select g.account, g.id, s.* from unnest($1::text[], $2::uuid[], $3::json[]) as g(account, id, it),
    json_to_record(g.it) as s(lease_id uuid, citizen_id uuid, part smallint, part_state text,
      part_reason text, state text, next_at timestamptz, aftercare_at timestamptz, at timestamptz,
      attempt_id uuid, message_window_ends_at timestamptz, event_window_ends_at timestamptz,
      took_message boolean, took_event boolean, outcome text, code integer, rid text, detail text,
      lesson text, tries smallint)),
settled as (
  update outbox o set state = g.state, reason = g.part_reason, next_at = g.next_at,
    aftercare_at = g.aftercare_at, lease_id = null, lease_until = null, attempt_id = null,
    attempts = o.attempts + g.tries,
    accepted_at = case when g.state = 'accepted' then g.at end,
    passive_text = case when g.part_state = 'accepted' and g.state = 'waiting'
      then coalesce((select q.body ->> 'text' from outbox_parts q
            where q.account = g.account and q.outbox_id = g.id and q.part = g.part + 1), $4)
      else o.passive_text end
  from given g
  where o.account = g.account and o.id = g.id and case when g.attempt_id is null
    then o.state = 'sending' and o.lease_id = g.lease_id and o.attempt_id is null
    else o.state in ('sending', 'uncertain') and o.attempt_id = g.attempt_id end
  returning o.id, g.account, g.part, g.part_state, g.part_reason, g.at),
parts as (
  update outbox_parts p set state = s.part_state, reason = s.part_reason,
    accepted_at = case when s.part_state = 'accepted' then s.at end
  from settled s
  where p.account = s.account and p.outbox_id = s.id and p.part = s.part),
tries as (
  update outbox_attempts a set ended_at = g.at, outcome = g.outcome, code = g.code, rid = g.rid,
    detail = g.detail
  from given g where a.account = g.account and a.id = g.attempt_id),
ledger as (
  select l.account, l.citizen_id, g.lesson, g.at, g.took_message, g.took_event
  from given g join ledgers l on l.account = g.account and l.citizen_id = g.citizen_id
  where g.lesson <> 'spent'
    and l.message_window_ends_at is not distinct from g.message_window_ends_at
    and l.event_window_ends_at is not distinct from g.event_window_ends_at
  order by l.account, l.citizen_id for no key update of l),
lessons as (
  update ledgers l set
    message_sends_left = case k.lesson when 'empty' then 0
      when 'not_spent' then least(l.message_sends_left + k.took_message::int, 5)
      else l.message_sends_left end,
    event_sends_left = case k.lesson when 'empty' then 0
      when 'not_spent' then least(l.event_sends_left + k.took_event::int, 3)
      else l.event_sends_left end,
    message_window_ends_at = case k.lesson when 'close'
      then least(l.message_window_ends_at, k.at) else l.message_window_ends_at end,
    event_window_ends_at = case k.lesson when 'close'
      then least(l.event_window_ends_at, k.at) else l.event_window_ends_at end
  from ledger k where l.account = k.account and l.citizen_id = k.citizen_id)
select id from settled`;

/** Gives claims back that nothing was tried with: a clean stop. */
export async function releaseClaims(db: Queryable, claims: readonly Claimed[]): Promise<void> {
  if (claims.length === 0) return;
  await db.query(
    `update outbox o set state = 'waiting', lease_id = null, lease_until = null
     from unnest($1::text[], $2::uuid[], $3::uuid[]) as r(account, id, lease_id)
     where o.account = r.account and o.id = r.id and o.lease_id = r.lease_id
       and o.state = 'sending' and o.attempt_id is null`,
    [
      claims.map(({ account }) => account),
      claims.map(({ id }) => id),
      claims.map(({ leaseId }) => leaseId),
    ],
  );
}

/** A delivery whose lease had run out. */
export interface Swept {
  account: string;
  id: string;
  /** `waiting`: nothing had left; `uncertain`: an attempt had begun. */
  state: 'waiting' | 'uncertain';
}

/** Takes deliveries over whose lease has run out: back to waiting, or 不确定 where an attempt had begun. */
export async function sweepLeases(db: Queryable, now: Date, limit = 200): Promise<Swept[]> {
  return db.query<Swept>(SWEEP, [now, limit]);
}

/** The row keeps its attempt, so that a result that is still on its way is not lost. */
const SWEEP = `
with lost as (
  select account, id, attempt_id from outbox
  where state = 'sending' and lease_until < $1
  order by lease_until limit $2 for update skip locked),
freed as (
  update outbox o set state = case when l.attempt_id is null then 'waiting' else 'uncertain' end,
    reason = case when l.attempt_id is null then null else 'interrupted' end,
    lease_id = null, lease_until = null, next_at = $1
  from lost l where o.account = l.account and o.id = l.id
  returning o.account, o.id, o.state),
tries as (
  update outbox_attempts a set ended_at = $1, outcome = 'lost'
  from lost l where a.account = l.account and a.id = l.attempt_id
  returning a.account, a.outbox_id, a.part),
parts as (
  update outbox_parts p set state = 'uncertain', reason = 'interrupted'
  from tries t where p.account = t.account and p.outbox_id = t.outbox_id and p.part = t.part)
select account, id, state from freed`;
