/** Taking work out of the outbox: claims with a lease, and attempts that spend a send of the ledger. */
import type { Queryable } from '../database/database';
import { violatedConstraint, isRetryable } from '../database/database-errors';
import { FACTS_COLUMNS, readFacts, type FactsRow } from './facts-store';
import type { PartBody } from './part-body';
import type { RouteFacts } from './route';

/** A delivery that one worker holds until its lease runs out, with the part that is next. */
export interface Claimed {
  account: string;
  id: string;
  leaseId: string;
  citizenId: string;
  /** Tries so far. */
  attempts: number;
  part: number;
  /** It is the last part. */
  last: boolean;
  body: PartBody;
  facts: RouteFacts;
}

export interface ClaimOptions {
  accounts: readonly string[];
  now: Date;
  leaseId: string;
  leaseUntil: Date;
  limit: number;
}

type ClaimedRow = FactsRow & {
  account: string;
  id: string;
  citizen_id: string;
  kind: string;
  attempts: number;
  part: number;
  parts: string;
  body: PartBody;
};

/**
 * Claims deliveries that are due, oldest first: of a citizen only the first that has not ended, and none
 * while another is under way; nothing of an account that is paused. Each is claimed by one process only.
 * Claiming is not sending: a claim whose lease runs out goes back to waiting.
 */
export async function claimDeliveries(db: Queryable, options: ClaimOptions): Promise<Claimed[]> {
  const { accounts, now, leaseId, leaseUntil, limit } = options;
  try {
    const rows = await db.query<ClaimedRow>(CLAIM, [accounts, now, limit, leaseId, leaseUntil]);
    return rows.map((row) => ({
      account: row.account,
      id: row.id,
      leaseId,
      citizenId: row.citizen_id,
      attempts: row.attempts,
      part: row.part,
      last: row.part === Number(row.parts),
      body: row.body,
      facts: { ...readFacts(row), kind: row.kind },
    }));
  } catch (error) {
    // Two processes saw different first rows of one citizen; the index let one through.
    if (isRetryable(error) || violatedConstraint(error) === 'outbox_one_under_way_idx') return [];
    throw error;
  }
}

const CLAIM = `
with due as (
  select o.account, o.id from outbox o
  where o.state = 'waiting' and o.next_at <= $2 and o.account = any($1::text[])
    and not exists (
      select from outbox e
      where e.account = o.account and e.citizen_id = o.citizen_id
        and e.state in ('waiting', 'sending')
        and (e.state = 'sending' or (e.created_at, e.id) < (o.created_at, o.id)))
    and not exists (
      select from account_status s where s.account = o.account and s.paused_until > $2)
  order by o.next_at limit $3
  for update of o skip locked),
claimed as (
  update outbox o set state = 'sending', lease_id = $4, lease_until = $5, attempt_id = null
  from due d where o.account = d.account and o.id = d.id and o.state = 'waiting'
  returning o.account, o.id, o.citizen_id, o.kind, o.attempts, o.created_at)
select d.account, d.id, d.citizen_id, d.kind, d.attempts, n.part, n.body,
  (select count(*) from outbox_parts q where q.account = d.account and q.outbox_id = d.id) as parts,
  ${FACTS_COLUMNS}
from claimed d
join lateral (
  select part, body from outbox_parts q
  where q.account = d.account and q.outbox_id = d.id and q.state <> 'accepted'
  order by part limit 1) n on true
left join citizens c on c.account = d.account and c.id = d.citizen_id
left join ledgers l on l.account = d.account and l.citizen_id = d.citizen_id
left join account_capabilities p on p.account = d.account and p.capability = 'custom_message'
order by d.created_at, d.id`;

/** One try at one part, about to leave. */
export interface NewAttempt {
  claimed: Claimed;
  attemptId: string;
  /** Sends of the message window that this kind leaves alone. */
  spare: number;
  at: Date;
  leaseUntil: Date;
}

/** The ledger when a send was taken: a lesson is applied only while its windows are still these. */
export interface Begun {
  attempt_id: string;
  message_window_ends_at: Date | null;
  event_window_ends_at: Date | null;
  /** From which counters the send was taken. */
  took_message: boolean;
  took_event: boolean;
}

/**
 * Takes one send of each ledger and writes the attempt, in one commit, just before the requests leave.
 * @returns by attempt id; one that is missing lost its lease, or its ledger has no send left
 */
export async function beginAttempts(
  db: Queryable,
  attempts: readonly NewAttempt[],
): Promise<Map<string, Begun>> {
  const rows = await db.query<Begun>(BEGIN, [
    attempts.map(({ claimed }) => claimed.account),
    attempts.map(({ claimed }) => claimed.id),
    attempts.map(({ claimed }) => claimed.citizenId),
    attempts.map(({ claimed }) => claimed.leaseId),
    attempts.map(({ attemptId }) => attemptId),
    attempts.map(({ claimed }) => claimed.part),
    attempts.map(({ spare }) => spare),
    attempts.map(({ at }) => at),
    attempts.map(({ leaseUntil }) => leaseUntil),
  ]);
  return new Map(rows.map((row) => [row.attempt_id, row]));
}

/** Ledgers are locked in the order of their keys, as the callback locks them. */
const BEGIN = `
with given as (
  select * from unnest($1::text[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::smallint[],
    $7::smallint[], $8::timestamptz[], $9::timestamptz[])
    as g(account, id, citizen_id, lease_id, attempt_id, part, spare, at, lease_until)),
ours as (
  select g.* from given g join outbox o on o.account = g.account and o.id = g.id
  where o.state = 'sending' and o.lease_id = g.lease_id and o.attempt_id is null
    and o.lease_until > g.at
  for update of o),
ledger as (
  select l.account, l.citizen_id, l.message_sends_left, l.event_sends_left from ledgers l
  join ours u on u.account = l.account and u.citizen_id = l.citizen_id
  order by l.account, l.citizen_id for no key update of l),
spent as (
  update ledgers l set
    message_sends_left = case when l.message_window_ends_at > u.at
      then greatest(l.message_sends_left - 1, 0) else l.message_sends_left end,
    event_sends_left = case when l.event_window_ends_at > u.at
      then greatest(l.event_sends_left - 1, 0) else l.event_sends_left end
  from ours u join ledger k on k.account = u.account and k.citizen_id = u.citizen_id
  where l.account = u.account and l.citizen_id = u.citizen_id
    and ((l.message_window_ends_at > u.at and l.message_sends_left > u.spare)
      or (l.event_window_ends_at > u.at and l.event_sends_left > 0))
  returning u.attempt_id, l.message_window_ends_at, l.event_window_ends_at,
    coalesce(l.message_window_ends_at > u.at, false) and k.message_sends_left > 0 as took_message,
    coalesce(l.event_window_ends_at > u.at, false) and k.event_sends_left > 0 as took_event),
tried as (
  insert into outbox_attempts (account, id, outbox_id, part, route, started_at)
  select account, attempt_id, id, part, 'customer_service', at from ours
  where attempt_id in (select attempt_id from spent)),
begun as (
  update outbox o set attempt_id = u.attempt_id, attempts = o.attempts + 1,
    lease_until = u.lease_until
  from ours u
  where o.account = u.account and o.id = u.id
    and u.attempt_id in (select attempt_id from spent))
select * from spent`;
