import fs from 'node:fs/promises';
import type { Queryable } from '../database/database';
import type { Clock } from '../platform/clock';
import { firstIdAt } from '../platform/ids';

const DAY_MS = 24 * 60 * 60_000;

/** What waits, and what was given up, of the messages that came in. */
export interface InboxFigures {
  /** Messages whose handling has not ended. */
  unhandled: number;
  /** When the oldest of them came; null where none waits. */
  oldestAt: Date | null;
  /** Messages of the last 24 hours that were tried twice and got an apology and a case: dead letters. */
  apologies: number;
}

/** @param accounts whose messages are counted */
export async function readInbox(
  db: Queryable,
  accounts: readonly string[],
  now: Date,
): Promise<InboxFigures> {
  const [row] = await db.query<InboxFigures & Record<string, unknown>>(
    `select count(*)::int as unhandled, min(received_at) as "oldestAt",
       (select count(*)::int from unnest($1::text[]) a(account)
        join messages m on m.account = a.account and m.id >= $2 and m.responder = 'apology')
         as apologies
     from messages where state = 'handling'`,
    [accounts, firstIdAt(new Date(now.getTime() - DAY_MS))],
  );
  return row!;
}

/** How our clock stands to others. Positive: theirs is ahead of ours. Milliseconds. */
export interface ClockFigures {
  databaseAheadMs: number;
  /** By the last messages of a day, which carry WeChat's time in whole seconds; null where none came. */
  wechatAheadMs: number | null;
}

/**
 * WeChat's time of a push is never later than its arrival where both clocks are right: the push that came
 * through fastest tells most.
 */
export async function readClocks(
  db: Queryable,
  accounts: readonly string[],
  clock: Clock,
): Promise<ClockFigures> {
  const before = clock.now().getTime();
  const [row] = await db.query<{ at: Date; ahead: string | null }>(
    `select clock_timestamp() as at, (
       select max(extract(epoch from (m.sent_at - m.received_at)) * 1000)
       from unnest($1::text[]) a(account)
       cross join lateral (
         select sent_at, received_at from messages
         where account = a.account and id >= $2 order by id desc limit 50) m) as ahead`,
    [accounts, firstIdAt(new Date(before - DAY_MS))],
  );
  const middle = (before + clock.now().getTime()) / 2;
  return {
    databaseAheadMs: Math.round(row!.at.getTime() - middle),
    wechatAheadMs: row!.ahead === null ? null : Math.round(Number(row!.ahead)),
  };
}

/** Room on the disk of a folder, in bytes. */
export async function readDisk(folder: string): Promise<{ freeBytes: number; totalBytes: number }> {
  const { bavail, blocks, bsize } = await fs.statfs(folder);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}
