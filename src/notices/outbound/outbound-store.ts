import type { Queryable, Tx } from '../../database/database';
import { createId } from '../../platform/ids';

const KEPT_MS = 30 * 24 * 60 * 60_000;

/** Something that is to leave for a target. */
export interface NewOutbound {
  target: string;
  kind: 'robot' | 'webhook';
  body: object;
  at: Date;
}

/** Queues messages, in the transaction that decides them. */
export async function enqueueOutbound(tx: Tx, messages: readonly NewOutbound[]): Promise<void> {
  if (messages.length === 0) return;
  // Those of one moment are told apart by chance: sorted, they leave in their order.
  const ids = messages.map(({ at }) => createId(at)).sort();
  await tx.query(
    `insert into outbound_messages (id, target, kind, body, state, created_at, next_at, attempts)
     select id, target, kind, body, 'waiting', at, at, 0
     from unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[], $5::timestamptz[])
       as g(id, target, kind, body, at)`,
    [
      ids,
      messages.map(({ target }) => target),
      messages.map(({ kind }) => kind),
      messages.map(({ body }) => JSON.stringify(body)),
      messages.map(({ at }) => at),
    ],
  );
}

/** A message that this process may send until the lease is over. */
export interface ClaimedOutbound {
  id: string;
  target: string;
  body: Record<string, unknown>;
  createdAt: Date;
  attempts: number;
  leaseId: string;
}

/** Takes what is due for these targets; what another process takes meanwhile is left to it. */
export async function claimOutbound(
  db: Queryable,
  claim: {
    targets: readonly string[];
    now: Date;
    leaseUntil: Date;
    leaseId: string;
    limit: number;
  },
): Promise<ClaimedOutbound[]> {
  const { targets, now, leaseUntil, leaseId, limit } = claim;
  const rows = await db.query<ClaimedOutbound>(
    `with due as (
       select id from outbound_messages
       where state = 'waiting' and next_at <= $2 and target = any($1::text[])
       order by next_at, id limit $5 for update skip locked)
     update outbound_messages o set state = 'sending', lease_until = $3, lease_id = $4
     from due where o.id = due.id
     returning o.id, o.target, o.body, o.created_at as "createdAt", o.attempts,
       o.lease_id as "leaseId"`,
    [targets, now, leaseUntil, leaseId, limit],
  );
  return rows.sort((a, b) => +a.createdAt - +b.createdAt || (a.id < b.id ? -1 : 1));
}

/** What became of messages that were claimed. */
export interface OutboundEnd {
  state: 'sent' | 'failed' | 'waiting';
  /** False: it was not tried at all. */
  tried: boolean;
  status: number | null;
  detail: string | null;
  nextAt: Date;
  at: Date;
}

/** Ends claims; one that has been taken over meanwhile keeps what it is. */
export async function settleOutbound(
  db: Queryable,
  claims: readonly ClaimedOutbound[],
  { state, tried, status, detail, nextAt, at }: OutboundEnd,
): Promise<void> {
  await db.query(
    `update outbound_messages o set state = $3, lease_until = null, lease_id = null,
       attempts = o.attempts + $4::int, status = coalesce($5, o.status),
       detail = case when $4 = 1 then $6 else o.detail end, next_at = $7,
       ended_at = case when $3 = 'waiting' then null else $8::timestamptz end
     from unnest($1::uuid[], $2::uuid[]) as c(id, lease_id)
     where o.id = c.id and o.lease_id = c.lease_id and o.state = 'sending'`,
    [
      claims.map(({ id }) => id),
      claims.map(({ leaseId }) => leaseId),
      ...[state, tried ? 1 : 0, status, detail, nextAt, at],
    ],
  );
}

/** Gives back what a process took that is gone; that it may have left counts as a try. */
export async function sweepOutbound(db: Queryable, now: Date): Promise<void> {
  await db.query(
    `update outbound_messages set state = 'waiting', lease_until = null, lease_id = null,
       attempts = attempts + 1, next_at = $1, detail = '发送时程序中断，重新发送'
     where state = 'sending' and lease_until < $1`,
    [now],
  );
}

/** Takes away what was queued more than a month ago. */
export async function pruneOutbound(db: Queryable, now: Date): Promise<void> {
  await db.query('delete from outbound_messages where created_at < $1', [
    new Date(now.getTime() - KEPT_MS),
  ]);
}

/** A message and what became of it, without its body. */
export interface OutboundRecord {
  id: string;
  target: string;
  kind: 'robot' | 'webhook';
  state: 'waiting' | 'sending' | 'sent' | 'failed';
  createdAt: Date;
  nextAt: Date;
  endedAt: Date | null;
  attempts: number;
  status: number | null;
  detail: string | null;
}

/** What left and what did not, the newest first. @param before null: the first page */
export async function listOutbound(
  db: Queryable,
  {
    before,
    state,
    limit,
  }: {
    before: { createdAt: Date; id: string } | null;
    state: OutboundRecord['state'] | null;
    limit: number;
  },
): Promise<OutboundRecord[]> {
  return db.query<OutboundRecord>(
    `select id, target, kind, state, created_at as "createdAt", next_at as "nextAt",
       ended_at as "endedAt", attempts, status, detail
     from outbound_messages
     where ($1::timestamptz is null or (created_at, id) < ($1, $2::uuid))
       and ($3::text is null or state = $3)
     order by created_at desc, id desc limit $4`,
    [before?.createdAt ?? null, before?.id ?? null, state, limit],
  );
}
