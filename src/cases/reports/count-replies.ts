import type { Database, Queryable } from '../../database/database';
import { addCivilDays, chinaDateOf, instantInChina } from '../../platform/china-time';
import { createId } from '../../platform/ids';
import type { Period } from './read-report';

/** How many messages of an account were answered at once, and by what. */
export interface AutomaticReplies {
  account: string;
  responder: string;
  replies: number;
}

/** Days that may still change: today's, and yesterday's late ones. */
const OPEN_DAYS = 2;

/**
 * Counts by which responder messages were answered, for the days that are not over and those that were
 * never counted; messages lie together by their time, so that a day is read and not the table.
 * @returns how many days were counted
 */
export async function countReplies(db: Database, now: Date): Promise<number> {
  const today = chinaDateOf(now);
  const from = await firstOpenDay(db, addCivilDays(today, 1 - OPEN_DAYS));
  let days = 0;
  for (let day = from; day !== null && day <= today; day = addCivilDays(day, 1)) {
    await countDay(db, day);
    days += 1;
  }
  return days;
}

/** Null: there are no messages. */
async function firstOpenDay(db: Queryable, recent: string): Promise<string | null> {
  const [row] = await db.query<{ counted: string | null; first: Date | null }>(
    `select (select max(day)::text from report_replies) as counted,
       (select received_at from messages order by id limit 1) as first`,
  );
  const { counted, first } = row!;
  if (first === null) return null;
  const next = counted ?? chinaDateOf(first);
  return next < recent ? next : recent;
}

async function countDay(db: Database, day: string): Promise<void> {
  await db.query(
    `insert into report_replies (account, day, responder, replies)
     select account, $1, responder, count(*) from messages
     where id >= $2 and id < $3 and responder is not null and reply is not null
     group by account, responder
     on conflict on constraint report_replies_pkey do update set replies = excluded.replies`,
    [day, firstIdOf(day), firstIdOf(addCivilDays(day, 1))],
  );
}

/** The lowest id that a row made on this day may have. */
function firstIdOf(day: string): string {
  return `${createId(instantInChina(day)).slice(0, 14)}7000-8000-000000000000`;
}

/** Automatic replies of a period, the most frequent responder first. */
export async function readReplies(
  db: Queryable,
  accounts: readonly string[],
  { firstDay, lastDay }: Period,
): Promise<AutomaticReplies[]> {
  return db.query<AutomaticReplies>(
    `select account, responder, sum(replies)::int as replies from report_replies
     where account = any($1) and day between $2 and $3
     group by account, responder order by replies desc, account, responder`,
    [accounts, firstDay, lastDay],
  );
}
