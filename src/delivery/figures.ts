/** Figures of the outbox and the accounts, for metrics. */
import type { Queryable } from '../database/database';

/** Deliveries of an account that have not ended well, by state. */
export interface DeliveryCount {
  account: string;
  state: 'waiting' | 'sending' | 'held' | 'failed' | 'uncertain';
  count: number;
  /** The oldest, in seconds; how long somebody has waited. */
  oldestSeconds: number;
}

/** Counts what waits, is under way, is held, failed or is uncertain; each by its own index. */
export async function countDeliveries(db: Queryable, now: Date): Promise<DeliveryCount[]> {
  const rows = await db.query<{
    account: string;
    state: DeliveryCount['state'];
    count: string;
    oldest: Date;
  }>(
    [`state in ('waiting', 'sending')`, `state = 'held'`, `state in ('failed', 'uncertain')`]
      .map(
        (states) =>
          `select account, state, count(*) as count, min(created_at) as oldest from outbox
           where ${states} group by account, state`,
      )
      .join('\nunion all\n'),
  );
  return rows.map(({ account, state, count, oldest }) => ({
    account,
    state,
    count: Number(count),
    oldestSeconds: Math.max(0, Math.round((now.getTime() - oldest.getTime()) / 1000)),
  }));
}

/** One account's figures; null where nothing is known yet. Times in seconds. */
export interface AccountFigures {
  account: string;
  tokenSecondsLeft: number | null;
  paused: boolean;
  quotaLeft: number | null;
  alarms: number;
  granted: Readonly<Record<string, boolean>>;
}

/** The figures of the accounts, in their order. */
export async function readAccountFigures(
  db: Queryable,
  accounts: readonly string[],
  now: Date,
): Promise<AccountFigures[]> {
  const rows = await db.query<{
    account: string;
    expires_at: Date | null;
    paused_until: Date | null;
    quota_left: number | null;
    alarms: string;
    granted: Record<string, boolean> | null;
  }>(
    `select a.account, t.expires_at, s.paused_until, s.quota_left,
       (select count(*) from account_alarms x
        where x.account = a.account and x.cleared_at is null) as alarms,
       (select json_object_agg(p.capability, p.granted) from account_capabilities p
        where p.account = a.account) as granted
     from unnest($1::text[]) with ordinality as a(account, n)
     left join access_tokens t on t.account = a.account
     left join account_status s on s.account = a.account
     order by a.n`,
    [accounts],
  );
  return rows.map((row) => ({
    account: row.account,
    tokenSecondsLeft: row.expires_at
      ? Math.round((row.expires_at.getTime() - now.getTime()) / 1000)
      : null,
    paused: row.paused_until !== null && row.paused_until > now,
    quotaLeft: row.quota_left,
    alarms: Number(row.alarms),
    granted: row.granted ?? {},
  }));
}
